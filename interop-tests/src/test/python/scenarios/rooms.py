"""Rooms and broadcast among three clients: who gets it, and who does not."""

import asyncio

from harness import ask, eventually


class Trio:
    """Three clients and the news that each of them heard."""

    @classmethod
    async def of(cls, bench):
        trio = cls()
        trio.clients = await asyncio.gather(*(bench.connect() for _ in range(3)))
        trio.heard = [[], [], []]
        for client, news in zip(trio.clients, trio.heard):
            client.on("news", news.append)
        return trio

    async def tell(self, i, event, *args):
        """Emits, and waits until the server has dealt with it."""
        await self.clients[i].emit(event, args)
        await ask(self.clients[i], "echo back")

    async def heard_in_the_end(self):
        """Emits something to all at the end: what has not come by then does not come."""
        await self.clients[0].emit("tell all", "the end")
        await eventually(lambda: all("the end" in news for news in self.heard))
        return [news[:-1] for news in self.heard]


async def roomsGetTheirOwn(bench):
    trio = await Trio.of(bench)
    for client, room in zip(trio.clients, ("red", "red", "blue")):
        await ask(client, "join", room)
    await trio.tell(2, "tell room", "red", "from outside")
    await trio.tell(0, "tell room", "red", "from inside, to the others")
    await trio.tell(1, "tell all in", "red", "to everybody inside")
    assert await trio.heard_in_the_end() == [
        ["from outside", "to everybody inside"],
        ["from outside", "from inside, to the others", "to everybody inside"],
        [],
    ]


async def leavingARoomEndsIt(bench):
    trio = await Trio.of(bench)
    await ask(trio.clients[0], "join", "red")
    await ask(trio.clients[1], "join", "red")
    await ask(trio.clients[1], "leave", "red")
    await trio.tell(2, "tell room", "red", "once")
    assert await trio.heard_in_the_end() == [["once"], [], []]


async def broadcastLeavesTheSenderOut(bench):
    trio = await Trio.of(bench)
    await trio.tell(1, "tell others", "hello")
    assert await trio.heard_in_the_end() == [["hello"], [], ["hello"]]


async def exceptLeavesARoomOut(bench):
    trio = await Trio.of(bench)
    await ask(trio.clients[2], "join", "muted")
    await trio.tell(0, "tell all except", "muted", "psst")
    assert await trio.heard_in_the_end() == [["psst"], ["psst"], []]


async def binaryIsBroadcast(bench):
    trio = await Trio.of(bench)
    await trio.tell(0, "tell all", b"\1\2\3")
    assert await trio.heard_in_the_end() == [[b"\1\2\3"]] * 3


SCENARIOS = [
    roomsGetTheirOwn,
    leavingARoomEndsIt,
    broadcastLeavesTheSenderOut,
    exceptLeavesARoomOut,
    binaryIsBroadcast,
]
