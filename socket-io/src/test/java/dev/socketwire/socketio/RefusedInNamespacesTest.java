package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineRefusal;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What clients are refused in namespaces, and each limit that they come to there, is counted. */
class RefusedInNamespacesTest {
    private RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void nothingIsCountedWhileAllGoesWell() {
        try (RawClient client = server.client()) {
            server.socket().on("e", arguments -> server.io.emit("answer"));
            client.send("2[\"e\"]");
            assertThat(client.read()).isEqualTo("2[\"answer\"]");
        }
        await().until(() -> server.io.sessionCount() == 0);
        assertThat(server.io.stats().refusals()).isEmpty();
        assertThat(server.io.stats().engine().refusals()).isEmpty();
    }

    @Test
    void whatIsNoPacket() {
        try (RawClient client = server.client()) {
            client.send("9");
            client.assertClosed();
        }
        assertCounted(Map.of(SocketRefusal.MALFORMED_PACKET, 1L));
    }

    @Test
    void whoTakesTooLong() {
        restart(builder -> builder.attachmentTimeout(Duration.ofMillis(300)).connectTimeout(Duration.ofSeconds(2)));
        try (RawClient half = server.client();
                RawClient nowhere = server.session()) {
            half.send("51-[\"e\",{\"_placeholder\":true,\"num\":0}]");
            half.assertClosed();
            nowhere.assertClosed();
        }
        assertCounted(Map.of(
                SocketRefusal.MALFORMED_PACKET,
                1L,
                SocketRefusal.ATTACHMENT_TIMEOUT,
                1L,
                SocketRefusal.CONNECT_TIMEOUT,
                1L));
    }

    @Test
    void whoAsksForNamespacesThatThereAreNot() {
        restart(builder -> builder.maxChildNamespaces(1));
        try (RawClient client = server.client()) {
            assertRefused(client, "/none", "Invalid namespace");
            server.io.of(Pattern.compile("/made-\\d"));
            assertRefused(client, "/none", "Invalid namespace");
            client.connectTo("/made-1");
            assertRefused(client, "/made-2", "Too many namespaces");
        }
        assertCounted(Map.of(SocketRefusal.INVALID_NAMESPACE, 2L, SocketRefusal.CHILD_NAMESPACES, 1L));
    }

    @Test
    void whoIsInTooManyNamespaces() {
        try (RawClient client = server.client()) {
            for (int i = 1; i < 64; i++) {
                server.io.of("/n" + i);
                client.connectTo("/n" + i);
            }
            server.io.of("/n64");
            client.send("0/n64,");
            client.assertClosed();
        }
        assertCounted(Map.of(SocketRefusal.NAMESPACES_OF_CLIENT, 1L, SocketRefusal.MALFORMED_PACKET, 1L));
    }

    @Test
    void whoSaysTooMuchWhenConnecting() {
        try (RawClient client = server.session()) {
            client.send("0" + auth(65_536));
            assertThat(client.read()).startsWith("0{\"sid\":");
            client.send("0/n," + auth(65_537));
            assertThat(client.read()).isEqualTo("4/n,{\"message\":\"Invalid namespace\"}");
            server.io.of("/n");
            client.send("0/n," + auth(65_537));
            client.assertClosed();
        }
        assertCounted(Map.of(
                SocketRefusal.AUTH_BYTES, 1L, SocketRefusal.MALFORMED_PACKET, 1L, SocketRefusal.INVALID_NAMESPACE, 1L));
        restart(builder -> builder.maxAuthBytes(10));
        try (RawClient client = server.session()) {
            client.send("0" + auth(10));
            assertThat(client.read()).startsWith("0{\"sid\":");
        }
        try (RawClient client = server.session()) {
            client.send("0" + auth(11));
            client.assertClosed();
        }
        assertThatThrownBy(() -> SocketIoServer.builder().maxAuthBytes(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxAuthBytes 1 must be at least 2");
    }

    private static String auth(int bytes) {
        return "{\"a\":\"" + "x".repeat(bytes - 8) + "\"}";
    }

    @Test
    void whoIsNotLetIn() {
        server.io.of("/closed").use(connection -> {
            throw new ConnectionRefused("closed");
        });
        try (RawClient client = server.client()) {
            assertRefused(client, "/closed", "closed");
            assertRefused(client, "/closed", "closed");
        }
        assertCounted(Map.of(SocketRefusal.CONNECTION_REFUSED, 2L));
    }

    @Test
    void whoIsFasterThanHisListener() {
        restart(builder -> builder.handlers(Handlers.ordered().withInbox(4)));
        CountDownLatch released = new CountDownLatch(1);
        try (RawClient client = server.client()) {
            server.socket().onRequest("e", arguments -> released.await(30, TimeUnit.SECONDS));
            for (int i = 0; i < 8; i++) {
                client.send("2" + i + "[\"e\"]");
            }
            assertCounted(Map.of(SocketRefusal.READING_PAUSED, 1L));
            released.countDown();
            for (int i = 0; i < 8; i++) {
                assertThat(client.read()).isEqualTo("3" + i + "[true]");
            }
        }
    }

    @Test
    void roomsAndRequestsAboveTheirNumber() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            assertThatThrownBy(() -> socket.join("x".repeat(257))).isInstanceOf(IllegalArgumentException.class);
            for (int i = 0; i < 10_000; i++) {
                socket.join("r" + i);
                socket.request("q", String.class);
            }
            assertThatThrownBy(() -> socket.join("one more")).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> socket.request("q", String.class)).isInstanceOf(IllegalStateException.class);
            assertThat(client.read()).startsWith("2");
        }
        assertCounted(Map.of(SocketRefusal.ROOMS, 2L, SocketRefusal.PENDING_REQUESTS, 1L));
    }

    @Test
    void answersThatNobodyWaitsFor() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            CompletableFuture<String> asked = socket.request("q", String.class);
            String question = client.read();
            String answer = "3" + question.substring(1, question.indexOf('[')) + "[\"a\"]";
            client.send("39007[\"never asked\"]");
            client.send(answer);
            client.send(answer);
            assertThat(asked).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("a");
            assertThat(socket.timeout(Duration.ofMillis(1)).request("q", String.class))
                    .failsWithin(Duration.ofSeconds(10));
            String late = client.read();
            client.send("3" + late.substring(1, late.indexOf('[')) + "[\"late\"]");
            assertCounted(Map.of(SocketRefusal.UNKNOWN_ANSWER, 3L));
        }
    }

    @Test
    void answersAboveTheirBytes() throws Exception {
        restart(builder -> builder.maxHttpBufferSize(20_000_000));
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            CompletableFuture<AckReport<String>> asking =
                    server.io.timeout(Duration.ofSeconds(60)).request("q", String.class);
            String question = client.read();
            String id = question.substring(1, question.indexOf('['));
            client.send("3" + id + "[\"" + "x".repeat(17_000_000) + "\"]");
            assertThat(asking.get(60, TimeUnit.SECONDS).silent()).containsExactly(socket.id());
        }
        // The client may have been paused, too: so much waits to be bound.
        await().until(() -> server.io.stats().refused(SocketRefusal.ANSWER_BYTES) == 1);
    }

    @Test
    void whatIsNotKeptForThoseWhoComeBack() {
        restart(builder -> builder.connectionStateRecovery(
                ConnectionStateRecovery.defaults().withMaxPackets(2).withMaxSessions(1)));
        Memory forgotten = Memory.lost(server);
        Memory.lost(server);
        assertCounted(Map.of(SocketRefusal.RECOVERY_SESSIONS, 1L));
        for (int i = 0; i < 5; i++) {
            server.io.emit("e", i);
        }
        try (RawClient client = server.session()) {
            client.send(forgotten.connect());
            client.read();
        }
        assertThat(server.io.stats().refused(SocketRefusal.RECOVERY_PACKETS)).isEqualTo(3);
        assertThat(server.io.stats().refused(SocketRefusal.RECOVERY_REFUSED)).isOne();
    }

    @Test
    void theEngineIsAskedBesides() {
        try (RawClient client = server.client()) {
            client.ws().sendFrame(0xf1, new byte[1]);
            assertThat(client.ws().readClose()).isEqualTo(1002);
        }
        await().until(() -> server.io.stats().refused(EngineRefusal.MALFORMED_FRAME) == 1);
        assertCounted(Map.of());
    }

    private void restart(UnaryOperator<SocketIoServerBuilder> options) {
        server.close();
        server = RunningServer.start(options);
    }

    private void assertCounted(Map<SocketRefusal, Long> refusals) {
        await().untilAsserted(() -> assertThat(server.io.stats().refusals()).isEqualTo(refusals));
    }

    private static void assertRefused(RawClient client, String namespace, String message) {
        client.send("0" + namespace + ",");
        assertThat(client.read()).isEqualTo("4" + namespace + ",{\"message\":\"" + message + "\"}");
    }
}
