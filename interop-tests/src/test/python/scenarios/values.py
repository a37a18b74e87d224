"""A connection, and what JSON can say, to the server and back."""

import re

from harness import ask, eventually, next_event, within


def comes_back(name, *args):
    """A scenario that has the server send these values back."""

    async def scenario(bench):
        client = await bench.connect()
        echo = next_event(client, "echo")
        await client.emit("echo", args)
        back = await within(echo)
        assert back == args, back
        assert [type(each) for each in back] == [type(each) for each in args], back

    scenario.__name__ = name
    return scenario


async def connects(bench):
    client = await bench.connect()
    assert re.fullmatch(r"[A-Za-z0-9_-]{20,}", client.get_sid()), client.get_sid()
    assert client.get_sid() != client.eio.sid, "the id of a socket is not that of its session"
    assert client.transport() == ("websocket" if bench.uses_web_socket else "polling")
    assert await ask(client, "who am i") == (client.get_sid(),)


async def greetsOnConnection(bench):
    client = bench.client()
    welcome = next_event(client, "welcome")
    await bench.join(client)
    assert await within(welcome) == ("to", "you")


async def lettersAreUnderstood(bench):
    """What is only sent back may be misread on both ways: here the server tells the letters by their numbers."""
    client = await bench.connect()
    text = "a é € 日 😀 \u2028"
    points = [ord(letter) for letter in text]
    assert await ask(client, "code points", text) == (points,)
    assert await ask(client, "spell", points) == (text,)


async def catchAllHearsEverything(bench):
    client = await bench.connect()
    heard = []
    client.on("*", lambda *args: heard.append(args))
    await client.emit("echo", (1, "two"))
    await eventually(lambda: ("echo", 1, "two") in heard)


async def sendAndMessage(bench):
    client = await bench.connect()
    message = next_event(client, "message")
    await client.send(("over", {"to": "you"}))
    assert await within(message) == ("over", {"to": "you"})


SCENARIOS = [
    connects,
    greetsOnConnection,
    comes_back("texts", "text", "", " ", "\"quoted\" \\ back / slash", "line\nend\t\u0000\u001e\u2028"),
    comes_back("emojiAndScripts", "😀 👩‍👩‍👧 €", "日本語 한국어", "עברית", "\u00e9e\u0301", {"ключ 🔑": "值"}),
    lettersAreUnderstood,
    comes_back("numbers", 0, -1, 42, 3.25, -0.001, 2**31, 2**53 - 1, -(2**53 - 1), 1.5e-7),
    comes_back("nullsAndBooleans", None, True, False, [None, [True]], {"no": False, "nothing": None}),
    comes_back("nestedJson", {"a": [1, {"b": [[], {}, [[["deep"]]]]}], "c": {"d": {"e": {"f": None}}}}, [[1], ["4"]]),
    comes_back("manyArguments", *({"i": i} for i in range(50))),
    comes_back("noArguments"),
    comes_back("looksLikeAPlaceholder", {"_placeholder": False, "num": 0}, {"num": 0}),
    catchAllHearsEverything,
    sendAndMessage,
]
