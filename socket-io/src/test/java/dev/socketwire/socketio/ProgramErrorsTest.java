package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.NoLeaks;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a program can do wrong, and what a client can make it do wrong: told to whom it concerns, noticed by nobody else. */
@ExtendWith(NoLeaks.class)
class ProgramErrorsTest {
    private RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    /** Cannot be made. */
    record Deep(String text) {
        Deep {
            throw new StackOverflowError("of a deserializer");
        }
    }

    /** Cannot be written. */
    public static final class Unwritable {
        public String getName() {
            throw new AssertionError("of a getter");
        }
    }

    @Test
    void anErrorWhileAnArgumentIsBoundIsToldAndTheOtherListenersRun() {
        server.io.onConnection(socket -> {
            socket.on("e", Deep.class, value -> server.events.add("first"));
            socket.on("e", JsonNode.class, value -> socket.emit("second"));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",{\"text\":\"x\"}]");
            assertThat(client.read()).isEqualTo("2[\"second\"]");
            assertThat(server.errors).singleElement().asString().contains("argument 0 does not fit");
        }
    }

    @Test
    void aSocketThatIsInTooManyRoomsKeepsNoOtherOneOut() {
        restart(builder -> builder.handlers(Handlers.inline()));
        try (RawClient full = server.client();
                RawClient second = server.client();
                RawClient third = server.client()) {
            Socket first = server.socket();
            for (int room = 0; room < 10_000; room++) {
                first.join("r" + room);
            }
            server.io.socketsJoin("late");
            await().until(() -> server.io.to("late").fetchSockets().join().size() == 2);
            await().until(() -> !server.errors.isEmpty());
            assertThat(server.errors).singleElement().asString().startsWith("broadcast: IllegalStateException");
            assertThatThrownBy(() -> server.io.socketsJoin("x".repeat(257)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(List.of(full, second, third)).doesNotContainNull();
        }
    }

    @Test
    void argumentsBesideOtherValuesAreAnArray() {
        server.io.onConnection(socket -> {
            socket.onAny((event, arguments) -> socket.emit("any", event, arguments, Map.of("all", arguments)));
            socket.onRequest("ask", arguments -> Answer.of("ok", arguments));
        });
        try (RawClient client = server.client()) {
            client.send("2[\"e\",1,\"x\"]");
            assertThat(client.read()).isEqualTo("2[\"any\",\"e\",[1,\"x\"],{\"all\":[1,\"x\"]}]");
            client.send("57-1[\"e\",{\"_placeholder\":true,\"num\":0}]".replace("57-1", "51-"));
            client.sendBinary(new byte[] {7});
            assertThat(client.read())
                    .isEqualTo("52-[\"any\",\"e\",[{\"_placeholder\":true,\"num\":0}],"
                            + "{\"all\":[{\"_placeholder\":true,\"num\":1}]}]");
            assertThat(client.readBinary()).containsExactly(7);
            assertThat(client.readBinary()).containsExactly(7);
            client.send("27[\"ask\",1]");
            assertThat(client.read()).startsWith("2[\"any\"");
            assertThat(client.read()).isEqualTo("37[\"ok\",[1]]");
        }
    }

    @Test
    void moreAttachmentsThanAClientTakesAreNotSent() {
        try (RawClient client = server.client()) {
            Object[] eleven = new Object[11];
            Arrays.fill(eleven, new byte[] {1});
            Socket socket = server.socket();
            assertThatThrownBy(() -> socket.emit("e", eleven))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("11 binary attachments");
            socket.emit("next");
            assertThat(client.read()).isEqualTo("2[\"next\"]");
        }
    }

    @Test
    void whatLooksLikeAPlaceholderDoesNotGoOutBesideBytes() {
        server.io.onConnection(socket -> socket.on(
                "say", JsonNode.class, value -> socket.emit("said", Map.of("from", value, "icon", new byte[] {1}))));
        try (RawClient client = server.client()) {
            client.send("2[\"say\",{\"_placeholder\":true,\"num\":7}]");
            await().until(() -> !server.errors.isEmpty());
            assertThat(server.errors).singleElement().asString().contains("property _placeholder");
            client.send("2[\"say\",1]");
            assertThat(client.read()).startsWith("51-[\"said\"");
        }
    }

    @Test
    void aRefusalWhoseDataCannotBeWrittenIsStillARefusal() {
        server.io.of("/refusing").use(connection -> {
            throw new ConnectionRefused("no", new Unwritable());
        });
        try (RawClient client = server.session()) {
            client.send("0/refusing,");
            assertThat(client.read()).isEqualTo("4/refusing,{\"message\":\"no\"}");
        }
    }

    @Test
    void socketsThatEndEachOtherAreEndedOnce() {
        restart(builder -> builder.handlers(Handlers.inline()));
        AtomicReference<Socket> other = new AtomicReference<>();
        server.io.of("/other").onConnection(other::set);
        try (RawClient client = server.client()) {
            Socket root = server.socket();
            client.connectTo("/other");
            root.onDisconnect(reason -> other.get().disconnect());
            other.get().onDisconnect(reason -> root.disconnect());
            root.disconnect(true);
            assertThat(List.of(client.read(), client.read())).containsExactlyInAnyOrder("1", "1/other,");
            client.assertClosed();
        }
    }

    @Test
    void aNamespaceThatNoPacketCanNameIsRefused() {
        assertThatThrownBy(() -> server.io.of("/" + "é".repeat(200))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.io.of("/a?b")).isInstanceOf(IllegalArgumentException.class);
        server.io.of("/" + "é".repeat(127));
        try (RawClient client = server.session()) {
            assertThat(client.connectTo("/" + "é".repeat(127))).isNotEmpty();
        }
    }

    @Test
    void aConnectionThatIsDecidedJoinsNothing() {
        AtomicReference<Connection> kept = new AtomicReference<>();
        server.io.use(kept::set);
        try (RawClient client = server.client()) {
            server.socket();
            assertThatThrownBy(() -> kept.get().join("late")).isInstanceOf(IllegalStateException.class);
            assertThat(client).isNotNull();
        }
    }

    @Test
    void aServerThatIsClosedDoesNotStart() {
        SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build();
        io.close();
        assertThatThrownBy(io::start).isInstanceOf(IllegalStateException.class).hasMessage("server is closed");
    }

    @Test
    void anEventLoopDoesNotWaitForTheEndOfTheServer() throws Exception {
        restart(builder -> builder.handlers(Handlers.inline()));
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        server.io.onConnection(socket -> {
            try {
                server.io.close();
            } catch (IllegalStateException e) {
                thrown.complete(e);
            }
        });
        try (RawClient client = server.client()) {
            assertThat(thrown.get(20, TimeUnit.SECONDS)).hasMessageContaining("closeAsync");
            assertThat(client).isNotNull();
        }
    }

    @Test
    void attachmentsThatNeverComeEndTheConnection() {
        restart(builder -> builder.attachmentTimeout(Duration.ofMillis(100)));
        try (RawClient client = server.client();
                RawClient other = server.client()) {
            server.io.onConnection(socket -> {});
            other.send("51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
            other.sendBinary(new byte[] {1});
            client.send("51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
            client.assertClosed();
            await().until(() -> server.io.sessionCount() == 1);
        }
    }

    @Test
    void whatAClientLogsInWithIsToldToNobody() {
        server.io.use(connection -> connection.auth(int[].class));
        try (RawClient client = server.session()) {
            client.send("0{\"pin\":\"s3cret\"}");
            assertThat(client.read()).startsWith("4{");
            assertThat(server.errors)
                    .singleElement()
                    .asString()
                    .contains("auth does not fit")
                    .doesNotContain("s3cret");
        }
    }

    @Test
    void namesOfEventsGetIntoTheLogCutAndEscaped() {
        SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build();
        io.onConnection(socket -> socket.onAny((event, arguments) -> {
            throw new IllegalStateException("boom");
        }));
        try (CapturedLog log = CapturedLog.of("dev.socketwire.socketio")) {
            io.start();
            try (RawClient client = RawClient.connect(io.port())) {
                client.send("2[\"x\\nERROR forged line" + "y".repeat(1000) + "\"]");
                await().until(() -> !log.lines().isEmpty());
            }
            assertThat(log.lines().toString()).contains("x\\u000aERROR forged").doesNotContain("y".repeat(300));
        } finally {
            io.close();
        }
    }

    private void restart(UnaryOperator<SocketIoServerBuilder> options) {
        server.close();
        server = RunningServer.start(options);
    }
}
