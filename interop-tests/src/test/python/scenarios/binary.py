"""Bytes, alone and among JSON, to the server and back."""

import asyncio

from harness import within
from scenarios.values import comes_back


async def binaryAmongText(bench):
    client = await bench.connect()
    sent = [(i, bytes([i, i]) if i % 3 == 0 else "text %d" % i) for i in range(60)]
    seen = []
    all_seen = asyncio.Event()

    def heard(*args):
        seen.append(args)
        if len(seen) == len(sent):
            all_seen.set()

    client.on("echo", heard)
    for args in sent:
        await client.emit("echo", args)
    await within(all_seen.wait())
    assert seen == sent, seen


SCENARIOS = [
    comes_back("aBuffer", bytes(range(256))),
    comes_back("twoAttachments", b"first", b"second"),
    comes_back("nestedBinary", {"a": {"b": [{"c": b"deep"}]}}, [[b"er"]]),
    comes_back("mixedWithJson", "text", 7, None, {"name": "a file 📎", "bytes": b"\0\xff\x1e", "list": [1, b"x"]}, False),
    comes_back("anEmptyBuffer", b"", "after it"),
    comes_back("tenAttachments", *(bytes([i]) for i in range(10))),
    binaryAmongText,
]
