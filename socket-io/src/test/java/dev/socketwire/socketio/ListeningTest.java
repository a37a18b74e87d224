package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

/** Listeners come and go, hear whatever comes and whatever is sent; on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class ListeningTest {
    private final RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    ListeningTest(Handlers handlers) {
        server = RunningServer.flushing(handlers);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void onceIsOnce() {
        server.io.onConnection(socket -> {
            socket.once("e", String.class, text -> server.events.add("typed " + text));
            socket.once("e", arguments -> server.events.add("untyped " + arguments.get(0, String.class)));
            socket.once(Event.of("e", String.class), text -> server.events.add("contract " + text));
            socket.once("two", String.class, int.class, (text, n) -> server.events.add("two " + text + n));
            socket.once(
                    "three",
                    new TypeReference<List<String>>() {}.getType(),
                    String.class,
                    int.class,
                    (List<String> texts, String text, Integer n) -> server.events.add("three " + texts + text + n));
            socket.once(
                    "three", String[].class, String.class, int.class, (texts, text, n) -> server.events.add("" + n));
        });
        try (RawClient client = server.client()) {
            for (int i = 1; i < 3; i++) {
                client.send("2[\"e\",\"" + i + "\"]");
                client.send("2[\"two\",\"a\"," + i + "]");
                client.send("2[\"three\",[\"a\"],\"b\"," + i + "]");
            }
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("typed 1", "untyped 1", "contract 1", "two a1", "three [a]b1", "1");
    }

    @Test
    void nobodyListensInVainToAWordOfTheProtocol() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            for (String name : List.of("connect", "disconnect", "disconnecting")) {
                assertThatThrownBy(() -> socket.on(name, String.class, text -> {}))
                        .hasMessageStartingWith("\"" + name + "\" is a reserved event name");
                assertThatThrownBy(() -> socket.once(name, arguments -> {}))
                        .isInstanceOf(IllegalArgumentException.class);
                assertThatThrownBy(() -> socket.onRequest(name, arguments -> 1))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            client.assertNothingMore("flush");
        }
    }

    @Test
    void whatIsAddedByAListenerOfOneTimeIsThereForTheNext() {
        server.io.onConnection(socket -> socket.once(
                "e",
                String.class,
                first -> socket.once("e", String.class, second -> server.events.add(first + second))));
        try (RawClient client = server.client()) {
            client.send("2[\"e\",\"1\"]");
            client.send("2[\"e\",\"2\"]");
            client.send("2[\"e\",\"3\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("12");
    }

    @Test
    void oneListenerIsTakenOffAndTheOthersStay() {
        EventListener.One<String> one = text -> server.events.add("one " + text);
        EventListener.Two<String, Integer> two = (text, n) -> server.events.add("two " + text);
        server.io.onConnection(socket -> {
            socket.on("e", String.class, one);
            socket.on("e", String.class, Integer.class, two);
            socket.on("e", String.class, one);
            socket.once("e", String.class, one);
            socket.on("f", String.class, one);
            socket.off("e", one);
            socket.off("e", one);
            socket.off("e", (EventListener.One<String>) text -> {});
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",\"x\"]");
            client.send("2[\"f\",\"y\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("one x", "two x", "one y");
    }

    @Test
    void offWithoutANameTakesAllOffButThoseOfWhateverComes() {
        server.io.onConnection(socket -> {
            socket.onAny((event, arguments) -> server.events.add("any " + event));
            socket.on("e", arguments -> server.events.add("e"));
            socket.off();
            socket.on("flush", arguments -> socket.emit("flush"));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("any e", "any flush");
    }

    @Test
    void catchAllListenersComeInTheirOrder() {
        EventListener.Any last = (event, arguments) -> server.events.add("last " + arguments.size());
        EventListener.Any gone = (event, arguments) -> server.events.add("gone");
        server.io.onConnection(socket -> {
            socket.onAny(last);
            socket.prependAny((event, arguments) -> server.events.add("first " + event));
            socket.onAny(gone);
            socket.offAny(gone);
            socket.offAny(gone);
            socket.on("stop", arguments -> socket.offAny());
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",1,2]");
            client.send("2[\"stop\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("first e", "last 2", "first stop", "last 0");
    }

    @Test
    void whatIsSentIsHeardBroadcastsIncludedAndAnswersNot() {
        EventListener.Outgoing gone = (event, arguments) -> server.events.add("gone");
        server.io.onConnection(socket -> {
            socket.onAnyOutgoing((event, arguments) -> server.events.add("second " + event + arguments));
            socket.prependAnyOutgoing((event, arguments) -> server.events.add("first " + event));
            socket.onAnyOutgoing(gone);
            socket.offAnyOutgoing(gone);
            socket.onRequest("r", Integer.class, n -> n + 1);
            socket.on("begin", arguments -> socket.emit("begin"));
        });
        try (RawClient client = server.client()) {
            // All handlers of the connection have run.
            client.assertNothingMore("begin");
            Socket socket = server.socket();
            socket.emit("a", 1, "x");
            assertThat(client.read()).isEqualTo("2[\"a\",1,\"x\"]");
            server.io.emit("b");
            assertThat(client.read()).isEqualTo("2[\"b\"]");
            socket.request("q", JsonNode.class, 7);
            assertThat(client.read()).startsWith("20[\"q\",7]");
            client.send("27[\"r\",1]");
            assertThat(client.read()).isEqualTo("37[2]");
            await().until(() -> server.events.size() == 8);
            socket.offAnyOutgoing();
            client.assertNothingMore("flush");
        }
        assertThat(server.events())
                .containsExactly(
                        "first begin",
                        "second begin[]",
                        "first a",
                        "second a[1, x]",
                        "first b",
                        "second b[]",
                        "first q",
                        "second q[7]");
    }

    @Test
    void aCatchAllListenerThatThrowsHarmsNothing() {
        server.io.onConnection(socket -> {
            socket.onAny((event, arguments) -> {
                throw new IllegalStateException("in");
            });
            socket.onAnyOutgoing((event, arguments) -> {
                throw new IllegalStateException("out");
            });
        });
        try (RawClient client = server.client()) {
            client.assertNothingMore("flush");
        }
        await().until(() -> server.errors.size() == 2);
        assertThat(server.errors)
                .containsExactly("flush: IllegalStateException: in", "flush: IllegalStateException: out");
    }

    @Test
    void theEndIsToldWithItsDetails() {
        server.io.onConnection(socket -> {
            socket.onDisconnecting((reason, details) -> server.events.add("disconnecting " + reason + " " + details));
            socket.onDisconnect((reason, details) -> server.events.add("disconnect " + reason + " " + details));
            socket.onDisconnect(reason -> server.events.add("plain " + reason));
        });
        try (RawClient client = server.client()) {
            client.send("9");
            client.assertClosed();
            await().until(() -> server.events.size() == 3);
        }
        assertThat(server.events().get(0)).matches("disconnecting parse error Optional\\[.+\\]");
        assertThat(server.events().get(1)).matches("disconnect parse error Optional\\[.+\\]");
        assertThat(server.events().get(2)).isEqualTo("plain parse error");
    }
}
