"""Acknowledgements: the client asks, the server asks, and nobody answers."""

import asyncio

from socketio.exceptions import TimeoutError as NoAnswer

from harness import ask, next_event, within


async def theServerAnswers(bench):
    client = await bench.connect()
    assert await ask(client, "echo back", "a", 1, {"b": [None]}) == ("a", 1, {"b": [None]})
    assert await ask(client, "echo back") == ()


async def theServerAnswersWithBinary(bench):
    client = await bench.connect()
    assert await ask(client, "echo back", "bytes", b"\1\2\3") == ("bytes", b"\1\2\3")


async def answersFindTheirQuestions(bench):
    client = await bench.connect()
    answers = await asyncio.gather(*(ask(client, "echo back", i) for i in range(100)))
    assert answers == [(i,) for i in range(100)], answers


async def theClientAnswers(bench):
    client = await bench.connect()
    client.on("question", lambda value: {"asked": value})
    outcome = next_event(client, "answered")
    await client.emit("ask me", "how much?")
    assert await within(outcome) == ({"asked": "how much?"},)


async def theClientAnswersWithBinary(bench):
    client = await bench.connect()
    client.on("question", lambda value: {"bytes": value + b"\4\5"})
    outcome = next_event(client, "answered")
    await client.emit("ask me", b"\6")
    assert await within(outcome) == ({"bytes": b"\6\4\5"},)


async def theClientStaysSilent(bench):
    client = await bench.connect()
    enough = asyncio.Event()

    async def think(_):
        await enough.wait()

    client.on("question", think)
    outcome = next_event(client, "unanswered")
    await client.emit("ask me in vain", 100)
    assert await within(outcome) == ()
    enough.set()
    assert await ask(client, "echo back", "still there") == ("still there",)


async def theServerStaysSilent(bench):
    client = await bench.connect()
    try:
        await client.call("say nothing", timeout=0.1)
        raise AssertionError("it answered")
    except NoAnswer:
        assert await ask(client, "echo back", "still there") == ("still there",)


SCENARIOS = [
    theServerAnswers,
    theServerAnswersWithBinary,
    answersFindTheirQuestions,
    theClientAnswers,
    theClientAnswersWithBinary,
    theClientStaysSilent,
    theServerStaysSilent,
]
