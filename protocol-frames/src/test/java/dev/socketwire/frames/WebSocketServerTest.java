package dev.socketwire.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The raw server over real sockets. */
class WebSocketServerTest {
    private static final String UPGRADE = """
            GET / HTTP/1.1
            Host: a
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """;

    private final List<String> told = new CopyOnWriteArrayList<>();
    private WebSocketServer server = serve(WebSocketServer.builder());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void textIsEchoed() {
        try (RawWebSocket client = connect("/")) {
            client.sendText("héllo");
            assertThat(client.readText()).isEqualTo("héllo");
        }
    }

    @Test
    void binaryIsEchoed() {
        try (RawWebSocket client = connect("/")) {
            client.sendBinary(new byte[] {1, 2, 3});
            assertThat(client.readBinary()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void messageOfAHundredThousandBytesIsEchoed() {
        try (RawWebSocket client = connect("/")) {
            byte[] bytes = new byte[100_000];
            bytes[99_999] = 7;
            client.sendBinary(bytes);
            assertThat(client.readBinary()).isEqualTo(bytes);
        }
    }

    @Test
    void aMessageBehindTheUpgradeRequestIsNotLost() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};
            http.sendBytes(join(UPGRADE.replace("\n", "\r\n").getBytes(ISO_8859_1), frame));
            assertThat(http.readHead().status()).isEqualTo(101);
            assertThat(read(http, 4)).containsExactly(0x81, 2, 'h', 'i');
        }
    }

    @Test
    void theListenerMaySendWhenTheConnectionOpens() {
        server.close();
        server = WebSocketServer.builder().host("127.0.0.1").build(new WebSocketListener() {
            @Override
            public void onOpen(WebSocketConnection connection) {
                connection.sendText("welcome");
            }
        });
        server.start();
        try (RawWebSocket client = connect("/")) {
            assertThat(client.readText()).isEqualTo("welcome");
        }
    }

    @Test
    void aPingIsAnsweredByAPongWithItsPayload() {
        try (RawWebSocket client = connect("/")) {
            client.sendPing(new byte[] {42});
            RawWebSocket.Frame pong = client.read();
            assertThat(pong.opcode()).isEqualTo(RawWebSocket.PONG);
            assertThat(pong.payload()).containsExactly(42);
        }
    }

    @Test
    void theCloseFrameOfAPeerIsEchoedThenTcpEnds() {
        try (RawWebSocket client = connect("/")) {
            client.sendClose(4001, "done");
            assertThat(client.readClose()).isEqualTo(4001);
            assertThat(client.endsWithoutAByte()).isTrue();
            await().untilAsserted(() -> assertThat(told).containsExactly("open", "close 4001 done"));
        }
    }

    @Test
    void aPeerThatDoesNotAnswerOurCloseFrameIsCutAfterTheCloseTimeout() {
        restart(WebSocketServer.builder().limits(new WebSocketLimits(1000, 1000, 10, Duration.ofMillis(100))));
        try (RawWebSocket client = connect("/")) {
            client.sendText("close 4002");
            assertThat(client.readClose()).isEqualTo(4002);
            assertThat(client.endsWithoutAByte()).isTrue();
            await().untilAsserted(() -> assertThat(told).contains("close 1006 no answer to our close frame"));
        }
    }

    @Test
    void theCodeOfThePeerIsToldWhenItAnswersOurCloseFrame() {
        try (RawWebSocket client = connect("/")) {
            client.sendText("close 4002");
            assertThat(client.readClose()).isEqualTo(4002);
            client.sendClose(4002, "");
            assertThat(client.endsWithoutAByte()).isTrue();
            await().untilAsserted(() -> assertThat(told).contains("close 4002 "));
        }
    }

    @Test
    void nothingIsToldBetweenOurCloseFrameAndThePeers() {
        try (RawWebSocket client = connect("/")) {
            client.sendText("close 4002");
            client.sendText("late");
            client.sendPing(new byte[0]);
            client.sendClose(4002, "");
            assertThat(client.readClose()).isEqualTo(4002);
            assertThat(client.endsWithoutAByte()).isTrue();
            await().untilAsserted(() -> assertThat(told).contains("close 4002 "));
            assertThat(told).doesNotContain("late");
        }
    }

    @Test
    void aBrokenRuleIsAnsweredByACloseFrameAndTheEndOfTcp() {
        try (RawWebSocket client = connect("/")) {
            client.sendFrame(0x83, new byte[0]); // reserved opcode 3
            assertThat(client.readClose()).isEqualTo(1002);
            assertThat(client.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void theCloseFrameIsReadByAPeerThatIsStillSending() {
        try (RawWebSocket client = connect("/")) {
            client.sendBytes(new byte[] {(byte) 0x82, (byte) 0xff, 0, 0, 0, 0, 0x10, 0, 0, 0, 1, 2, 3, 4});
            for (int i = 0; i < 100; i++) {
                client.sendBytes(new byte[10_000]);
            }
            assertThat(client.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void aLostConnectionIsToldAs1006() {
        try (RawWebSocket client = connect("/")) {
            await().until(() -> told.contains("open"));
            client.reset();
            await().untilAsserted(() -> assertThat(told).containsExactly("open", "close 1006 "));
        }
    }

    @Test
    void aListenerThatThrowsEndsItsOwnConnectionWith1011() {
        try (RawWebSocket client = connect("/");
                RawWebSocket other = connect("/")) {
            client.sendText("throw");
            assertThat(client.readClose()).isEqualTo(1011);
            client.sendClose(1011, "");
            other.sendText("still here");
            assertThat(other.readText()).isEqualTo("still here");
            await().untilAsserted(() -> assertThat(told).contains("error planned"));
        }
    }

    @Test
    void closingTheServerSays1001() {
        try (RawWebSocket client = connect("/")) {
            Thread closer = new Thread(server::close);
            closer.start();
            assertThat(client.readClose()).isEqualTo(1001);
            client.sendClose(1001, "");
            assertThat(client.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void theClientOfTheJdkIsServedWithPingCloseAndSubprotocol() throws Exception {
        restart(WebSocketServer.builder().subprotocols("chat.v2", "chat.v1"));
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket client = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("chat.v1", "chat.v2")
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/a?b=c"), new Recorder(received))
                .join();
        assertThat(client.getSubprotocol()).isEqualTo("chat.v2");
        client.sendText("from ", false).join();
        client.sendText("the JDK", true).join();
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("text from the JDK");
        client.sendPing(ByteBuffer.wrap(new byte[] {1})).join();
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("pong 1");
        client.sendClose(WebSocket.NORMAL_CLOSURE, "bye").join();
        assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo("close 1000");
    }

    @Test
    void aConnectionKnowsItsRequestAndItsPeer() throws Exception {
        CompletableFuture<WebSocketConnection> opened = rememberTheConnection();
        try (RawWebSocket client = RawWebSocket.connect(server.port(), "/a/b?c=d", "X-Name: one", "x-name: two")) {
            WebSocketConnection connection = opened.get(10, TimeUnit.SECONDS);
            assertThat(connection.path()).isEqualTo("/a/b");
            assertThat(connection.query()).contains("c=d");
            assertThat(connection.headers()).containsEntry("x-name", List.of("one", "two"));
            assertThat(connection.subprotocol()).isEmpty();
            assertThat(connection.remoteAddress().getAddress().isLoopbackAddress())
                    .isTrue();
            assertThat(connection.isOpen()).isTrue();
            connection.ping(ByteBuffer.wrap(new byte[] {9}));
            assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PING);
            assertThatThrownBy(() -> connection.ping(ByteBuffer.allocate(126))).hasMessageContaining("125");
            assertThatThrownBy(() -> connection.close(1006, "")).hasMessageContaining("1006");
            connection.close();
            assertThat(client.readClose()).isEqualTo(1000);
        }
    }

    @Test
    void sendingAfterTheEndDoesNothing() throws Exception {
        CompletableFuture<WebSocketConnection> opened = rememberTheConnection();
        connect("/").close();
        WebSocketConnection connection = opened.get(10, TimeUnit.SECONDS);
        await().until(() -> !connection.isOpen());
        connection.sendText("late");
        server.close();
        connection.sendText("later");
        connection.sendBinary(ByteBuffer.allocate(1));
        connection.close();
        assertThat(connection.pendingBytes()).isZero();
    }

    @Test
    void aClientThatDoesNotReadItsEchoIsNotReadFromAndLosesNothing() {
        try (RawWebSocket client = connect("/")) {
            Thread sender = new Thread(() -> {
                for (int i = 0; i < 120; i++) {
                    client.sendBinary(new byte[500_000]);
                }
            });
            sender.setDaemon(true);
            sender.start();
            await().during(Duration.ofMillis(300)).until(sender::isAlive);
            for (int i = 0; i < 120; i++) {
                assertThat(client.readBinary()).hasSize(500_000);
            }
        }
    }

    @Test
    void aServerIsStartedOnceAndNamesAPortThatIsTaken() {
        assertThatThrownBy(() -> server.start()).isInstanceOf(IllegalStateException.class);
        try (WebSocketServer second =
                WebSocketServer.builder().host("127.0.0.1").port(server.port()).build(new WebSocketListener() {})) {
            assertThatThrownBy(second::port).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(second::start)
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining(Integer.toString(server.port()));
        }
    }

    /** Starts the server anew with a listener that only keeps the connection. */
    private CompletableFuture<WebSocketConnection> rememberTheConnection() {
        CompletableFuture<WebSocketConnection> opened = new CompletableFuture<>();
        server.close();
        server = WebSocketServer.builder()
                .host("127.0.0.1")
                .build(new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocketConnection connection) {
                        opened.complete(connection);
                    }
                })
                .start();
        return opened;
    }

    private void restart(WebSocketServer.Builder builder) {
        server.close();
        server = serve(builder);
    }

    private WebSocketServer serve(WebSocketServer.Builder builder) {
        return builder.host("127.0.0.1").port(0).build(new Echo()).start();
    }

    private RawWebSocket connect(String target) {
        return RawWebSocket.connect(server.port(), target);
    }

    private static byte[] join(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private static int[] read(RawHttp http, int count) {
        try {
            byte[] bytes = http.input().readNBytes(count);
            int[] values = new int[bytes.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = bytes[i] & 0xff;
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Echoes, writes down what it is told, and does what some texts say. */
    private final class Echo implements WebSocketListener {
        @Override
        public void onOpen(WebSocketConnection connection) {
            told.add("open");
        }

        @Override
        public void onText(WebSocketConnection connection, String text) {
            if (text.startsWith("close ")) {
                connection.close(Integer.parseInt(text.substring("close ".length())), "");
            } else if (text.equals("throw")) {
                throw new IllegalStateException("planned");
            } else {
                told.add(text);
                connection.sendText(text);
            }
        }

        @Override
        public void onBinary(WebSocketConnection connection, ByteBuffer bytes) {
            connection.sendBinary(bytes);
        }

        @Override
        public void onClose(WebSocketConnection connection, int code, String reason) {
            told.add("close " + code + " " + reason);
        }

        @Override
        public void onError(WebSocketConnection connection, Throwable error) {
            told.add("error " + error.getMessage());
        }
    }

    private record Recorder(BlockingQueue<String> received) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket client, CharSequence text, boolean last) {
            received.add("text " + text);
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onPong(WebSocket client, ByteBuffer payload) {
            received.add("pong " + payload.get());
            client.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket client, int code, String reason) {
            received.add("close " + code);
            return null;
        }
    }
}
