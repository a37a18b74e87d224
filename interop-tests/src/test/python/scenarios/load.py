"""Much, in order, and close to the size limit."""

import asyncio

from harness import ask, eventually

COUNT = 1_000


async def aThousandEachWayInOrder(bench):
    client = await bench.connect()
    seen = []
    client.on("tick", seen.append)
    await client.emit("tick me", COUNT)
    for i in range(COUNT):
        await client.emit("tock", i)
        if i % 100 == 99:
            await asyncio.sleep(0)
    assert await ask(client, "tocks") == (COUNT, True)
    await eventually(lambda: len(seen) >= COUNT)
    assert seen == list(range(COUNT))


async def aTrickleAcrossTheUpgrade(bench):
    # This client upgrades before it joins a namespace: what goes across is the namespace, and the greeting.
    client = bench.client()
    seen = []
    client.on("welcome", lambda *args: seen.append("welcome"))
    client.on("echo", seen.append)
    await bench.join(client)
    for i in range(300):
        await client.emit("echo", i)
        await asyncio.sleep(0)
    await eventually(lambda: len(seen) > 300)
    assert seen == ["welcome", *range(300)], seen


async def nineHundredKilobytesOfText(bench):
    client = await bench.connect()
    text = "0123456789" * 90_000
    assert await ask(client, "echo back", text) == (text,)


async def nineHundredKilobytesOfBinary(bench):
    client = await bench.connect()
    # In the body of a POST bytes are base64, a third longer: there 700 kB come close to the same limit.
    sent = b"socketwire" * (90_000 if bench.uses_web_socket else 70_000)
    assert await ask(client, "echo back", sent) == (sent,)
    (big,) = await ask(client, "give me bytes", 900_000)
    assert big == bytes(900_000)


SCENARIOS = [
    aThousandEachWayInOrder,
    aTrickleAcrossTheUpgrade,
    nineHundredKilobytesOfText,
    nineHundredKilobytesOfBinary,
]
