"""What the scenarios share: clients over one way, the server's control port, and a proxy that can be cut."""

import asyncio
import json
from urllib.parse import quote, urlsplit

import socketio

PATIENCE = 15
TRANSPORTS = {"polling": ["polling"], "websocket": ["websocket"], "upgrade": ["polling", "websocket"]}


def next_event(client, event, namespace=None):
    """The arguments of the next event of this name, in a future."""
    coming = asyncio.get_running_loop().create_future()
    client.on(event, lambda *args: coming.done() or coming.set_result(args), namespace=namespace)
    return coming


async def within(coming):
    return await asyncio.wait_for(coming, PATIENCE)


async def ask(client, event, *args, namespace=None):
    """Asks the server with an acknowledgement; the arguments of its answer."""
    answer = asyncio.get_running_loop().create_future()
    await client.emit(event, args, namespace=namespace, callback=lambda *values: answer.set_result(values))
    return await within(answer)


async def eventually(look):
    """Waits until a look-up gives something."""
    end = asyncio.get_running_loop().time() + PATIENCE
    while True:
        found = look()
        if asyncio.iscoroutine(found):
            found = await found
        if found:
            return found
        assert asyncio.get_running_loop().time() < end, "not within the time"
        await asyncio.sleep(0.02)


class Bench:
    """What a scenario gets: it opens clients and proxies, all of which are closed after it."""

    def __init__(self, way, control, info, http):
        self.way = way
        self.control = control
        self.info = info
        self.http = http
        self._open = []

    @property
    def uses_web_socket(self):
        return self.way != "polling"

    def client(self, **options):
        """A client that is not connected."""
        client = socketio.AsyncClient(**{"reconnection": False, "handle_sigint": False, **options})
        self._open.append(client.disconnect)
        return client

    async def join(self, client, url=None, **options):
        options = {"namespaces": ["/"], "wait_timeout": PATIENCE, **options}
        await client.connect(url or self.info["url"], transports=TRANSPORTS[self.way], **options)

    async def connect(self, url=None, **options):
        """A client that is connected and, where its way says so, upgraded."""
        client = self.client()
        await self.join(client, url, **options)
        return client

    @staticmethod
    async def leave(client):
        """Disconnects, and lets the loops of the old connection end: a new one would be taken for theirs."""
        await client.disconnect()
        await client.eio.wait()

    async def ready(self, tag):
        """Waits until the server could send to a tagged socket at once: where it polls, its poll is parked."""
        await eventually(lambda: self._control("/ready?tag=" + quote(tag)))

    async def gone(self, tag):
        """How the server saw a tagged socket end."""
        ends = await eventually(lambda: self._control("/gone?tag=" + quote(tag)))
        assert len(ends) == 1, ends
        return ends[0]

    async def restart(self):
        await self._control("/restart")

    async def _control(self, path):
        async with self.http.get(self.control + path) as answer:
            assert answer.status == 200, answer.status
            return json.loads(await answer.text())

    async def proxy(self, url=None):
        proxy = await Proxy.to(url or self.info["url"])
        self._open.append(proxy.close)
        return proxy

    async def tidy(self):
        while self._open:
            await self._open.pop()()


class Proxy:
    """Bytes to and fro, until they are held back or the line is cut."""

    @classmethod
    async def to(cls, url):
        proxy = cls()
        proxy._target = urlsplit(url)
        proxy._writers = set()
        proxy._flowing = asyncio.Event()
        proxy._flowing.set()
        proxy._server = await asyncio.start_server(proxy._accept, "127.0.0.1", 0)
        proxy.url = "http://127.0.0.1:%d" % proxy._server.sockets[0].getsockname()[1]
        return proxy

    async def _accept(self, near_reader, near_writer):
        far_reader, far_writer = await asyncio.open_connection(self._target.hostname, self._target.port)
        self._writers |= {near_writer, far_writer}
        await asyncio.gather(self._pump(near_reader, far_writer), self._pump(far_reader, near_writer))

    async def _pump(self, reader, writer):
        try:
            while chunk := await reader.read(65_536):
                await self._flowing.wait()
                writer.write(chunk)
                await writer.drain()
        except ConnectionError:
            pass  # The line was cut, here or at one of its ends: that is what it is for.
        writer.close()

    def cut(self):
        """Ends every connection; new ones are taken."""
        for writer in self._writers:
            writer.transport.abort()
        self._writers.clear()

    def freeze(self):
        """Holds everything back without ending anything."""
        self._flowing.clear()

    async def close(self):
        self._server.close()
        self._flowing.set()
        self.cut()
