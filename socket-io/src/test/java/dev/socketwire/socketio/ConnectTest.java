package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.DisconnectReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CONNECT: namespaces, auth, middlewares, and the time it may take; on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class ConnectTest {
    private static final DataKey<String> USER = DataKey.of("user", String.class);

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(800);

    private final Handlers handlers;
    private RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    ConnectTest(Handlers handlers) {
        this.handlers = handlers;
        server = start(builder -> builder);
    }

    private RunningServer start(UnaryOperator<SocketIoServerBuilder> options) {
        RunningServer started = RunningServer.start(builder -> options.apply(builder.handlers(handlers)));
        started.io.onConnection(socket -> socket.on("flush", arguments -> socket.emit("flush")));
        return started;
    }

    /** Not for all: on a machine that stands still for a moment, others would not be in time. */
    private void startWithLittleTime() {
        server.close();
        server = start(builder -> builder.connectTimeout(CONNECT_TIMEOUT));
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.io.sessionCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0           | 0",
                "0/,         | 0",
                "0/,{}       | 0",
                "0{\"a\":1}  | 0",
                "0/chat,     | 0/chat,",
                "0/chat      | 0/chat,",
                "0/chat,{}   | 0/chat,",
            })
    void everyFormOfConnectIsAnsweredInOne(String connect, String answer) {
        server.io.of("chat");
        try (RawClient client = server.session()) {
            client.send(connect);
            assertThat(client.read()).startsWith(answer + "{\"sid\":\"").endsWith("\"}");
        }
    }

    @Test
    void theIdOfASocketIsItsOwn() {
        server.io.of("/chat");
        try (RawClient client = server.session()) {
            String root = client.connectTo("/");
            assertThat(client.connectTo("/chat")).isNotEqualTo(root);
            assertThat(server.socket().id()).isEqualTo(root);
            assertThat(root).matches("[A-Za-z0-9_-]{24}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/unknown", "/chat/", "/CHAT", "/chat?x=1", "/chat\u0001"})
    void anUnknownNamespaceIsRefusedAndTheConnectionLives(String name) {
        server.io.of("/chat");
        try (RawClient client = server.session()) {
            client.send("0" + name + ",");
            assertThat(client.read()).isEqualTo("4" + name + ",{\"message\":\"Invalid namespace\"}");
            client.connectTo("/");
            client.assertNothingMore("flush");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0[1]", "0\"x\"", "0null", "0{\"a\"", "0{}x", "0/chat,[]", "2[\"early\"]", "1", "30[]"})
    void whatIsNoConnectEndsTheConnection(String packet) {
        server.io.of("/chat");
        try (RawClient client = server.session()) {
            client.send(packet);
            client.assertClosed();
        }
    }

    @Test
    void aNameOfANamespaceMayNotBeTooLong() {
        try (RawClient client = server.session()) {
            client.send("0/" + "x".repeat(300) + ",");
            client.assertClosed();
        }
        assertThatThrownBy(() -> server.io.of("/" + "x".repeat(256))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> server.io.of("/a,b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClientMayBeInSixtyFourNamespaces() {
        for (int i = 0; i < 65; i++) {
            server.io.of("/n" + i);
        }
        try (RawClient client = server.session()) {
            for (int i = 0; i < 64; i++) {
                client.connectTo("/n" + i);
            }
            client.send("0/n64,");
            client.assertClosed();
        }
    }

    @Test
    void middlewaresRunInOrderAndOfTheirNamespaceAlone() {
        server.io.use(connection -> server.events.add("root"));
        server.io.of("/chat").use(connection -> server.events.add("first " + connection.namespace()));
        server.io.of("/chat").use(connection -> server.events.add("second"));
        server.io.of("/chat").onConnection(socket -> server.events.add("connection"));
        try (RawClient client = server.session()) {
            client.connectTo("/chat");
            await().until(() -> server.events.size() == 3);
        }
        assertThat(server.events()).containsExactly("first /chat", "second", "connection");
    }

    @Test
    void whatAMiddlewareLeavesIsTheSockets() {
        server.io.use(connection -> {
            connection.data().put(USER, (String) connection.auth(Map.class).get("user"));
            connection.join("members");
        });
        try (RawClient client = server.session()) {
            client.send("0{\"user\":\"Ada\"}");
            String id = client.read().substring(9, 33);
            Socket socket = server.socket();
            assertThat(socket.data().get(USER)).hasValue("Ada");
            assertThat(socket.auth(Map.class).toString()).isEqualTo("{user=Ada}");
            assertThat(socket.rooms()).containsExactlyInAnyOrder(id, "members");
            server.io.to("members").emit("hello");
            assertThat(client.read()).isEqualTo("2[\"hello\"]");
        }
    }

    @Test
    void aRefusalStopsTheChain() {
        server.io.use(connection -> {
            throw new ConnectionRefused("go away");
        });
        server.io.use(connection -> server.events.add("never"));
        try (RawClient client = server.session()) {
            client.send("0");
            assertThat(client.read()).isEqualTo("4{\"message\":\"go away\"}");
        }
        assertThat(server.events).isEmpty();
        assertThat(server.errors).isEmpty();
        assertThat(server.io.of("/").socketCount()).isZero();
    }

    @Test
    void anyOtherExceptionRefusesWithoutAWordOfItself() {
        server.io.use(connection -> {
            throw new NoSuchElementException("select * from users");
        });
        try (RawClient client = server.session()) {
            client.send("0");
            assertThat(client.read()).isEqualTo("4{\"message\":\"connection refused\"}");
        }
        assertThat(server.errors).containsExactly("connection: NoSuchElementException: select * from users");
    }

    @Test
    void aMiddlewareThatForgetsItsStageRefuses() {
        server.io.of("/").useAsync(connection -> forgotten());
        try (RawClient client = server.session()) {
            client.send("0");
            assertThat(client.read()).isEqualTo("4{\"message\":\"connection refused\"}");
        }
        assertThat(server.errors).hasSize(1);
    }

    @Test
    void dataThatCannotBeWrittenIsLeftOut() {
        Object cannot = new Object() {
            @Override
            public String toString() {
                return "cannot";
            }
        };
        server.io.use(connection -> {
            throw new ConnectionRefused("no", cannot);
        });
        try (RawClient client = server.session()) {
            client.send("0");
            assertThat(client.read()).startsWith("4{\"message\":\"no\"");
        }
    }

    @Test
    void anAsynchronousMiddlewareAnswersFromWhereverItLikes() throws Exception {
        CompletableFuture<Connection> asked = new CompletableFuture<>();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CompletableFuture<Thread> second = new CompletableFuture<>();
        server.io.of("/").useAsync(connection -> {
            asked.complete(connection);
            return answer;
        });
        server.io.use(connection -> second.complete(Thread.currentThread()));
        try (RawClient client = server.session()) {
            client.send("0");
            asked.get(20, TimeUnit.SECONDS);
            client.send("2[\"early\",1]");
            client.send("0/unknown,");
            assertThat(client.read()).isEqualTo("4/unknown,{\"message\":\"Invalid namespace\"}");
            answer.complete(null);
            assertThat(client.read()).startsWith("0{\"sid\":\"");
            client.assertNothingMore("flush");
        }
        assertThat(second.get(20, TimeUnit.SECONDS)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void whoJoinsNoNamespaceInTimeIsEndedByTheServer() {
        startWithLittleTime();
        server.io.onEngineConnection(conn -> conn.onClose((reason, details) -> server.events.add("closed: " + reason)));
        try (RawClient client = server.session()) {
            client.assertClosed();
            await().until(() -> server.events.contains("closed: forced server close"));
            assertThat(server.io.stats().engine().ends()).containsEntry(DisconnectReason.FORCED_SERVER_CLOSE, 1L);
        }
    }

    @Test
    void theTimeOfAMiddlewareIsNotTheClients() {
        startWithLittleTime();
        CompletableFuture<Void> answer = new CompletableFuture<>();
        server.io
                .of("/")
                .useAsync(connection ->
                        answer.completeOnTimeout(null, 1_200, TimeUnit.MILLISECONDS)); // more than connectTimeout
        try (RawClient client = server.session()) {
            client.connectTo("/");
            client.assertNothingMore("flush");
        }
    }

    @Test
    void aSecondConnectWhileTheFirstIsAskedForEndsTheConnection() {
        server.io.of("/").useAsync(connection -> new CompletableFuture<>());
        try (RawClient client = server.session()) {
            client.send("0");
            client.send("0");
            client.assertClosed();
        }
    }

    @Test
    void whoLeavesWhileAskedForIsNeverConnected() {
        CompletableFuture<Void> answer = new CompletableFuture<>();
        CountDownLatch asked = new CountDownLatch(1);
        server.io.of("/").useAsync(connection -> {
            asked.countDown();
            return answer;
        });
        server.io.onConnection(socket -> server.events.add("connection"));
        try (RawClient client = server.session()) {
            client.send("0");
            await().until(() -> asked.getCount() == 0);
        }
        await().until(() -> server.io.sessionCount() == 0);
        answer.complete(null);
        server.io.of("/other");
        try (RawClient client = server.session()) {
            client.connectTo("/other");
        }
        assertThat(server.events).isEmpty();
        assertThat(server.io.of("/").socketCount()).isZero();
    }

    @Test
    void whoChangesHisMindMayAskAgain() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        List<CompletableFuture<Void>> answers = List.of(first, CompletableFuture.completedFuture(null));
        server.io
                .of("/")
                .useAsync(connection -> answers.get(server.events.add("asked") ? server.events.size() - 1 : 0));
        try (RawClient client = server.session()) {
            client.send("0");
            await().until(() -> server.events.size() == 1);
            client.send("1");
            String id = client.connectTo("/");
            first.complete(null);
            client.assertNothingMore("flush");
            assertThat(server.socket().id()).isEqualTo(id);
        }
    }

    @Test
    void whoConnectsToNothingIsPutOut() {
        startWithLittleTime();
        try (RawClient client = server.session()) {
            client.assertClosed();
        }
        try (RawClient client = server.session()) {
            client.send("0/unknown,");
            assertThat(client.read()).startsWith("4/unknown,");
            client.assertClosed();
        }
    }

    @Test
    void whoHasLeftEveryNamespaceIsPutOut() {
        startWithLittleTime();
        try (RawClient client = server.client()) {
            client.send("1");
            client.assertClosed();
        }
    }

    @Test
    void whoIsConnectedIsNotPutOut() {
        startWithLittleTime();
        try (RawClient client = server.client()) {
            assertThat(client.ws().staysSilent(CONNECT_TIMEOUT.plusMillis(300))).isTrue();
            client.assertNothingMore("flush");
        }
    }

    @SuppressWarnings("NullAway") // what a program may do by mistake
    private static CompletableFuture<Void> forgotten() {
        return null;
    }
}
