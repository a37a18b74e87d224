package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.NoLeaks;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clients of Socket.IO revision 4 (1.x and 2.x), byte for byte. */
@ExtendWith(NoLeaks.class)
class OldClientsTest {
    private static final String POLL = "/socket.io/?EIO=3&transport=polling";

    private final RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aClientIsInTheRootWithoutAsking() {
        try (RawWebSocket ws = RawWebSocket.connect(server.io.port(), "/socket.io/?EIO=3&transport=websocket")) {
            String sid = sid(ws.readText());
            assertThat(ws.readText()).isEqualTo("40");
            assertThat(server.socket().id()).isEqualTo(sid);
        }
    }

    @Test
    void thePollAfterTheHandshakeSaysThatTheClientIsIn() {
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            String open = http.get(POLL).text();
            assertThat(open).matches("[0-9]+:0\\{[^}]*}");
            assertThat(http.get(POLL + "&sid=" + sid(open)).text()).isEqualTo("2:40");
        }
    }

    @Test
    void theIdInAnotherNamespaceBeginsWithItsName() {
        server.io.of("/admin").onConnection(socket -> {
            server.events.add(socket.id());
            server.events.add(String.valueOf(socket.auth(Map.class)));
        });
        try (OldClient client = new OldClient()) {
            client.send("0/admin?token=a%20b&x=1&x=2");
            assertThat(client.read()).isEqualTo("0/admin,");
            await().until(() -> server.events().size() == 2);
            assertThat(server.events()).containsExactly("/admin#" + client.sid, "{token=a b, x=2}");
            client.send("2/admin?token=a,[\"nobody listens\"]");
            client.send("1/admin?token=a");
            await().until(() -> server.io.of("/admin").socketCount() == 0);
        }
    }

    @Test
    void aNamespaceThatThereIsNotIsAnErrorInWords() {
        try (OldClient client = new OldClient()) {
            client.send("0/nowhere,");
            assertThat(client.read()).isEqualTo("4/nowhere,\"Invalid namespace\"");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"plain | 4\"no\"", "data | 4{\"code\":7}"})
    void aRefusalIsItsDataOrItsMessage(String how, String packet) {
        server.io.use(connection -> {
            throw how.equals("plain") ? new ConnectionRefused("no") : new ConnectionRefused("no", Map.of("code", 7));
        });
        try (RawWebSocket ws = RawWebSocket.connect(server.io.port(), "/socket.io/?EIO=3&transport=websocket")) {
            ws.readText();
            assertThat(ws.readText()).isEqualTo("4" + packet);
        }
    }

    @Test
    void aSecondConnectIsNotHeldAgainstTheClient() {
        server.io.onConnection(socket -> socket.on("hi", arguments -> socket.emit("hi")));
        try (OldClient client = new OldClient()) {
            client.send("0");
            client.send("2[\"hi\"]");
            assertThat(client.read()).isEqualTo("2[\"hi\"]");
        }
    }

    @Test
    void binaryMessagesHaveTheirTypeInFront() {
        server.io.onConnection(socket ->
                socket.on("bytes", byte[].class, bytes -> server.io.emit("bytes", bytes, Map.of("again", bytes))));
        try (OldClient client = new OldClient()) {
            client.send("51-[\"bytes\",{\"_placeholder\":true,\"num\":0}]");
            client.ws.sendBinary(new byte[] {4, 1, 2, 3});
            assertThat(client.read())
                    .isEqualTo("52-[\"bytes\",{\"_placeholder\":true,\"num\":0},"
                            + "{\"again\":{\"_placeholder\":true,\"num\":1}}]");
            assertThat(client.ws.readBinary()).containsExactly(4, 1, 2, 3);
            assertThat(client.ws.readBinary()).containsExactly(4, 1, 2, 3);
        }
    }

    @Test
    void aBinaryEventWithoutAttachmentsIsDelivered() {
        server.io.onConnection(socket -> socket.on("x", String.class, text -> socket.emit("got", text)));
        try (OldClient client = new OldClient()) {
            client.send("50-[\"x\",\"y\"]");
            assertThat(client.read()).isEqualTo("2[\"got\",\"y\"]");
        }
    }

    @Test
    void oldAndNewClientsHearTheSameBroadcast() {
        server.io.onConnection(socket -> socket.on("say", String.class, text -> server.io.emit("said", text)));
        try (OldClient old = new OldClient();
                RawClient young = server.client();
                RawHttp http = RawHttp.connect(server.io.port())) {
            String poll = POLL + "&sid=" + sid(http.get(POLL).text());
            assertThat(http.get(poll).text()).isEqualTo("2:40");

            young.send("2[\"say\",\"é😀\"]");

            assertThat(old.read()).isEqualTo("2[\"said\",\"é😀\"]");
            assertThat(young.read()).isEqualTo("2[\"said\",\"é😀\"]");
            assertThat(http.get(poll).text()).isEqualTo("31:42[\"said\",\"\\u00e9\\ud83d\\ude00\"]");
        }
    }

    @Test
    void whatAClientEncodesTwiceArrivesAsItWas() {
        server.io.onConnection(socket -> socket.on("say", String.class, server.events::add));
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            String poll = POLL + "&sid=" + sid(http.get(POLL).text());
            String once = new String("grün €".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            String packet = "42[\"say\",\"" + once + "\"]";
            assertThat(http.post(poll, packet.length() + ":" + packet).text()).isEqualTo("ok");
            await().until(() -> server.events().equals(List.of("grün €")));
        }
    }

    @Test
    void aPollWithBytesIsMadeOfBytes() {
        server.io.onConnection(socket -> socket.emit("b", new byte[] {1}));
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            String poll = POLL + "&sid=" + sid(http.get(POLL).text());
            RawHttp.Response first = http.get(poll);
            while (!"application/octet-stream".equals(first.header("content-type"))) {
                assertThat(first.text()).isEqualTo("2:40");
                first = http.get(poll);
            }
            assertThat(first.text()).contains("451-[\"b\"").endsWith("\1\2\ufffd\4\1");
        }
    }

    @Test
    void scriptsAndFormsDoTheSame() {
        server.io.onConnection(socket -> socket.on("say", String.class, text -> socket.emit("said", text)));
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            RawHttp.Response open = http.get(POLL + "&j=0&b64=1");
            assertThat(open.header("content-type")).isEqualTo("text/javascript; charset=UTF-8");
            assertThat(open.text()).startsWith("___eio[0](\"").endsWith("\");");
            String poll = POLL + "&sid=" + sid(open.text().replace("\\\"", "\""));
            assertThat(http.get(poll).text()).isEqualTo("___eio[0](\"2:40\");");
            assertThat(http.post(poll, "d=13%3A42%5B%22say%22%2C%22%C3%A9%22%5D")
                            .text())
                    .isEqualTo("ok");
            assertThat(http.get(poll).text()).isEqualTo("___eio[0](\"19:42[\\\"said\\\",\\\"\\\\u00e9\\\"]\");");
        }
    }

    @Test
    void whoDoesNotWantOldClientsRefusesThem() {
        try (RunningServer strict = RunningServer.start(builder -> builder.allowEIO3(false));
                RawHttp http = RawHttp.connect(strict.io.port())) {
            RawHttp.Response refused = http.get(POLL);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.text()).isEqualTo("{\"code\":5,\"message\":\"Unsupported protocol version\"}");
        }
    }

    @Test
    void theOldClientCanBeHandedOut() {
        try (RunningServer old = RunningServer.start(builder -> builder.clientVersion("2"));
                RawHttp http = RawHttp.connect(old.io.port())) {
            RawHttp.Response script = http.get("/socket.io/socket.io.js");
            assertThat(script.header("etag")).isEqualTo("\"2.5.0\"");
            assertThat(script.text()).contains("Socket.IO v2.5.0");
            assertThat(http.get("/socket.io/socket.io.slim.js").status()).isEqualTo(200);
            assertThat(http.get("/socket.io/socket.io.esm.min.js").status()).isEqualTo(400);
        }
    }

    private static String sid(String open) {
        int start = open.indexOf("\"sid\":\"") + 7;
        return open.substring(start, open.indexOf('"', start));
    }

    /** A client in the root, on a WebSocket. */
    private final class OldClient implements AutoCloseable {
        private final RawWebSocket ws = RawWebSocket.connect(server.io.port(), "/socket.io/?EIO=3&transport=websocket");
        private final String sid = OldClientsTest.sid(ws.readText());

        OldClient() {
            assertThat(read()).isEqualTo("0");
        }

        void send(String packet) {
            ws.sendText("4" + packet);
        }

        String read() {
            String message = ws.readText();
            assertThat(message).startsWith("4");
            return message.substring(1);
        }

        @Override
        public void close() {
            ws.close();
        }
    }
}
