package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Events both ways, on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class EventsTest {
    private static final Event<List<?>> NUMBERS = numbers();

    private final RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    EventsTest(Handlers handlers) {
        server = RunningServer.flushing(handlers);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listenersOfOneNameAreCalledInTheOrderOfAdding() {
        server.io.onConnection(socket -> {
            socket.onAny((event, arguments) -> server.events.add("any " + event + " " + arguments.size()));
            socket.on("e", String.class, text -> server.events.add("one " + text));
            socket.on("e", String.class, Integer.class, (text, n) -> server.events.add("two " + text + " " + n));
            socket.on("e", arguments -> server.events.add("three " + arguments.get(1, JsonNode.class)));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",\"x\",7]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).startsWith("any e 2", "one x", "two x 7", "three 7");
    }

    @Test
    void argumentsThatTheClientLeftOutAreNull() {
        server.io.onConnection(
                socket -> socket.on("e", String.class, Integer.class, (a, b) -> server.events.add(a + " " + b)));
        try (RawClient client = server.client()) {
            client.send("2[\"e\"]");
            client.send("2[\"e\",null,1]");
            client.send("2[\"e\",\"x\",1,2,3]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("null null", "null 1", "x 1");
    }

    @Test
    void argumentsAsTextAreTheirJson() {
        server.io.onConnection(socket -> socket.onAny((event, arguments) -> server.events.add(event + arguments)));
        try (RawClient client = server.client()) {
            client.send("2[\"none\"]");
            client.send("2[\"some\",\"ü\",{\"a\":[1,null]},-1.5]");
            client.send("2[\"long\",\"" + "x".repeat(5_000) + "\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events())
                .startsWith("none[]", "some[\"ü\",{\"a\":[1,null]},-1.5]", "long[\"" + "x".repeat(999) + "…]");
    }

    @Test
    void whatNobodyListensToIsDropped() {
        try (RawClient client = server.client()) {
            client.send("2[\"unheard\",{\"a\":1}]");
            client.send("27[\"unheard\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.errors).isEmpty();
    }

    @Test
    void removedListenersHearNothing() {
        server.io.onConnection(socket -> {
            socket.on("e", arguments -> server.events.add("e"));
            socket.on("f", arguments -> server.events.add("f"));
            socket.off("e");
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\"]");
            client.send("2[\"f\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.events()).containsExactly("f");
    }

    @ParameterizedTest
    @ValueSource(strings = {"error", "__proto__", "constructor", "", "toString", "connection", "message"})
    void namesThatOnlySeemSpecialAreOrdinary(String name) {
        server.io.onConnection(socket -> socket.on(name, String.class, text -> socket.emit(name, text)));
        try (RawClient client = server.client()) {
            client.send("2[\"" + name + "\",\"x\"]");
            assertThat(client.read()).isEqualTo("2[\"" + name + "\",\"x\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener"})
    void namesOfTheProtocolCannotBeEmitted(String name) {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            String message = "\"" + name + "\" is a reserved event name";
            assertThatThrownBy(() -> socket.emit(name)).hasMessage(message);
            assertThatThrownBy(() -> server.io.emit(name)).hasMessage(message);
            assertThatThrownBy(() -> socket.broadcast().emit(name)).hasMessage(message);
            assertThatThrownBy(() -> socket.request(name, String.class)).hasMessage(message);
            client.assertNothingMore("flush");
        }
    }

    @Test
    void aMessageIsWhatSendSends() {
        server.io.onConnection(socket -> socket.onMessage(String.class, text -> socket.send(text, 2)));
        try (RawClient client = server.client()) {
            client.send("2[\"message\",\"x\"]");
            assertThat(client.read()).isEqualTo("2[\"message\",\"x\",2]");
            server.io.send("all");
            assertThat(client.read()).isEqualTo("2[\"message\",\"all\"]");
        }
    }

    @Test
    void aContractIsNamedOnceForBothSides() {
        server.io.onConnection(socket -> socket.on(NUMBERS, numbers -> socket.emit(NUMBERS, numbers)));
        try (RawClient client = server.client()) {
            client.send("2[\"numbers\",[1,2.5,9007199254740991]]");
            assertThat(client.read()).isEqualTo("2[\"numbers\",[1,2.5,9007199254740991]]");
        }
    }

    @Test
    void attachmentsStandWhereTheyStood() {
        server.io.onConnection(socket -> socket.on(
                "e", Map.class, byte[].class, (map, bytes) -> socket.emit("e", map.keySet(), bytes, map.get("b"))));
        try (RawClient client = server.client()) {
            client.send(
                    "52-[\"e\",{\"a\":1,\"b\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]");
            client.sendBinary(new byte[] {1});
            client.sendBinary(new byte[] {2, 3});
            assertThat(client.read())
                    .startsWith("52-[\"e\",[\"a\",\"b\"],{\"_placeholder\":true,\"num\":0}")
                    .endsWith(",{\"_placeholder\":true,\"num\":1}]");
            assertThat(client.readBinary()).containsExactly(2, 3);
            assertThat(client.readBinary()).containsExactly(1);
            client.assertNothingMore("flush");
        }
    }

    @Test
    void aListenerThatThrowsWhateverItThrowsHarmsNothing() {
        server.io.onConnection(socket -> {
            socket.on("checked", arguments -> {
                throw new java.io.IOException("disk");
            });
            socket.on("error", arguments -> {
                throw new StackOverflowError("deep");
            });
            socket.on("error", arguments -> socket.emit("second"));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"checked\"]");
            client.send("2[\"error\"]");
            assertThat(client.read()).isEqualTo("2[\"second\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.errors).containsExactly("checked: IOException: disk", "error: StackOverflowError: deep");
    }

    @Test
    void aConnectionHandlerThatThrowsHarmsNothing() {
        server.io.onConnection(socket -> {
            throw new IllegalStateException("handler");
        });
        server.io.onConnection(socket -> socket.emit("second handler"));
        try (RawClient client = server.client()) {
            assertThat(client.read()).isEqualTo("2[\"second handler\"]");
            client.assertNothingMore("flush");
        }
        assertThat(server.errors).containsExactly("connection: IllegalStateException: handler");
    }

    @Test
    void aValueThatCannotBeWrittenIsTheCallersFault() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            List<Object> itself = new ArrayList<>();
            itself.add(itself);
            assertThatThrownBy(() -> socket.emit("e", itself)).isNotNull();
            assertThatThrownBy(() -> server.io.emit("e", "fine", itself)).isNotNull();
            client.assertNothingMore("flush");
        }
    }

    @Test
    void emitsOfOneThreadArriveInItsOrder() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            for (int i = 0; i < 500; i++) {
                socket.emit("direct", i);
                server.io.emit("broadcast", i);
            }
            for (int i = 0; i < 500; i++) {
                assertThat(client.read()).isEqualTo("2[\"direct\"," + i + "]");
                assertThat(client.read()).isEqualTo("2[\"broadcast\"," + i + "]");
            }
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Event<List<?>> numbers() {
        return (Event) Event.of("numbers", List.class);
    }
}
