"""Clients that come back by themselves. What is emitted while offline this client refuses: it keeps nothing."""

import asyncio

from harness import ask, next_event, within

AGAIN = {"reconnection": True, "reconnection_delay": 0.05, "reconnection_delay_max": 0.2, "randomization_factor": 0}


async def comes_back(bench, end, url=None):
    client = bench.client(**AGAIN)
    await bench.join(client, url)
    before = client.get_sid()
    await asyncio.sleep(0.12)  # a client without a WebSocket has its next poll parked by then
    gone = next_event(client, "disconnect")
    back = next_event(client, "connect")
    coming = end()
    if coming:
        await coming
    await within(gone)
    await within(back)
    assert client.get_sid() != before, "a new connection has a new id"
    assert await ask(client, "who am i") == (client.get_sid(),)


async def comesBackAfterARestart(bench):
    """Over WebSocket: a server that closes a polling session in due form this client takes for its own leaving."""
    await comes_back(bench, bench.restart)


async def comesBackAfterACut(bench):
    proxy = await bench.proxy()
    await comes_back(bench, proxy.cut, proxy.url)


async def comesBackByHand(bench):
    client = await bench.connect()
    before = client.get_sid()
    await bench.leave(client)
    await bench.join(client)
    assert client.get_sid() != before
    assert await ask(client, "echo back", "again") == ("again",)


comesBackAfterARestart.ways = ("websocket", "upgrade")

SCENARIOS = [comesBackAfterARestart, comesBackAfterACut, comesBackByHand]
