"""Namespaces: let in, turned away, not there; several over one connection."""

from harness import ask, next_event, within


async def authIsAccepted(bench):
    client = await bench.connect(namespaces=["/private"], auth={"token": "secret", "name": "Zoë"})
    assert await ask(client, "my name", namespace="/private") == ("Zoë",)


async def refusal(bench, namespace, **options):
    client = bench.client()
    refused = next_event(client, "connect_error", namespace)
    await bench.join(client, namespaces=[namespace], wait=False, **options)
    (error,) = await within(refused)
    assert namespace not in client.namespaces
    return client, error


async def authIsRefusedWithData(bench):
    _, error = await refusal(bench, "/private", auth={"token": "wrong"})
    assert error == {"message": "not authorized", "data": {"code": 4001, "hint": "bring a token"}}, error


async def refusedThenAccepted(bench):
    client, _ = await refusal(bench, "/private", auth={"token": "wrong"})
    await bench.leave(client)
    await bench.join(client, namespaces=["/private"], auth={"token": "secret", "name": "second try"})
    assert await ask(client, "my name", namespace="/private") == ("second try",)


async def refusedWithoutData(bench):
    _, error = await refusal(bench, "/closed")
    assert error == {"message": "closed today 🔒"}, error


async def anUnknownNamespaceIsRefused(bench):
    _, error = await refusal(bench, "/nowhere")
    assert error == {"message": "Invalid namespace"}, error


async def aSlowMiddlewareLetsInLater(bench):
    client = await bench.connect(namespaces=["/slow"])
    assert await ask(client, "echo back", 1, namespace="/slow") == (1,)


async def namespacesShareAConnection(bench):
    client = await bench.connect(namespaces=["/", "/other"])
    assert client.get_sid("/") != client.get_sid("/other")
    crossed = []
    client.on("echo", lambda text: crossed.append(text))
    echo = next_event(client, "echo", "/other")
    await client.emit("echo", "for the other one", namespace="/other")
    assert await within(echo) == ("for the other one",)
    assert await ask(client, "echo back", "alive") == ("alive",)
    assert crossed == [], crossed


SCENARIOS = [
    authIsAccepted,
    authIsRefusedWithData,
    refusedThenAccepted,
    refusedWithoutData,
    anUnknownNamespaceIsRefused,
    aSlowMiddlewareLetsInLater,
    namespacesShareAConnection,
]
