"""Every way to end, and what the server calls it: this client is told that it ended, not why."""

import asyncio
from uuid import uuid4

from harness import ask, eventually, next_event, within

HEARTBEATS = 2.5  # longer than the impatient server waits for a pong


async def ends(bench, end, url=None, hears=True):
    """A tagged socket in a room; `end` ends it; the server's word for it."""
    tag = str(uuid4())
    client = await bench.connect(url)
    await ask(client, "tag", tag)
    await ask(client, "join", "somewhere")
    await bench.ready(tag)
    here = next_event(client, "disconnect")
    coming = end(client)
    if coming:
        await coming
    there = await bench.gone(tag)
    if hears:
        await within(here)
    assert "somewhere" in there["rooms"], "its rooms were there while it was disconnecting"
    return there["reason"]


def target(bench, client):
    return "%s/socket.io/?EIO=4&transport=polling&sid=%s" % (bench.info["url"], client.eio.sid)


async def theServerDisconnectsTheSocket(bench):
    assert await ends(bench, lambda client: client.emit("disconnect me", False)) == "server namespace disconnect"


async def theServerClosesTheConnection(bench):
    clients = []

    def end(client):
        clients.append(client)
        return client.emit("disconnect me", True)

    assert await ends(bench, end) == "server namespace disconnect"
    await eventually(lambda: clients[0].eio.state == "disconnected")


async def theClientClosesTheTransport(bench):
    reason = await ends(bench, lambda client: client.eio.disconnect())
    assert reason == "transport close", reason


async def theLineIsCut(bench):
    proxy = await bench.proxy()
    reason = await ends(bench, lambda client: proxy.close(), proxy.url)
    assert reason == ("transport close" if bench.uses_web_socket else "transport error"), reason


async def theClientFallsSilent(bench):
    proxy = await bench.proxy(bench.info["impatientUrl"])
    # Over polling this client gives a request that is not answered six seconds: the server is not to wait for that.
    reason = await ends(bench, lambda client: proxy.freeze(), proxy.url, hears=bench.uses_web_socket)
    assert reason == "ping timeout", reason


async def heartbeatsKeepItAlive(bench):
    client = await bench.connect(bench.info["impatientUrl"])
    ended = next_event(client, "disconnect")
    await asyncio.sleep(HEARTBEATS)
    assert not ended.done()
    assert await ask(client, "echo back", 1) == (1,)


async def theServerShutsDown(bench):
    reason = await ends(bench, lambda client: bench.restart())
    assert reason == "server shutting down", reason


async def bytesThatAreNoEnginePacket(bench):
    def end(client):
        if bench.uses_web_socket:
            return client.eio.ws.send_str("what?")
        return bench.http.post(target(bench, client), data="what?", headers={"Content-Type": "text/plain"})

    assert await ends(bench, end) == "parse error"


async def aMessageThatIsNoPacket(bench):
    reason = await ends(bench, lambda client: client.eio.send("2[broken"))
    # The reference reports its own close there; we report what was the matter.
    assert reason.startswith("forced ") if bench.info["name"] == "reference" else reason == "parse error", reason


async def theTransportIsMisused(bench):
    def end(client):
        if bench.uses_web_socket:
            client.eio.ws._writer.transport.write(b"\x8f\x80\0\0\0\0")  # a reserved opcode
            return None
        return bench.http.get(target(bench, client))  # a second poll

    assert await ends(bench, end) == "transport error"


async def theClientLeaves(bench):
    # This client may close its connection before its goodbye is out.
    reason = await ends(bench, lambda client: client.disconnect())
    assert reason in ("client namespace disconnect", "transport close", "transport error"), reason


SCENARIOS = [
    theClientLeaves,
    theServerDisconnectsTheSocket,
    theServerClosesTheConnection,
    theClientClosesTheTransport,
    theLineIsCut,
    theClientFallsSilent,
    heartbeatsKeepItAlive,
    theServerShutsDown,
    bytesThatAreNoEnginePacket,
    aMessageThatIsNoPacket,
    theTransportIsMisused,
]
