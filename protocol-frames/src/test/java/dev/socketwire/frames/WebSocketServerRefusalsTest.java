package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a raw server answers to requests that do not become WebSockets, over real sockets. */
class WebSocketServerRefusalsTest {
    private final WebSocketServer server = WebSocketServer.builder()
            .host("127.0.0.1")
            .path("/echo")
            .build(new WebSocketListener() {
                @Override
                public void onText(WebSocketConnection connection, String text) {
                    connection.sendText(text);
                }
            });

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void anotherPathIs404() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            assertThat(RawWebSocket.handshake(http, "/other").status()).isEqualTo(404);
        }
        try (RawWebSocket client = RawWebSocket.connect(server.port(), "/echo?with=query")) {
            client.sendText("a");
            assertThat(client.readText()).isEqualTo("a");
        }
    }

    @Test
    void anOldVersionIsToldTheRightOne() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            RawHttp.Response answer = http.get(
                    "/echo",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 8",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==");
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.header("sec-websocket-version")).isEqualTo("13");
        }
    }

    @Test
    void tooLongHeadersAre431AndATooLongLineIs414() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            assertThat(http.get("/echo", "X-Long: " + "x".repeat(20_000)).status())
                    .isEqualTo(431);
        }
        try (RawHttp http = RawHttp.connect(server.port())) {
            assertThat(http.get("/echo" + "x".repeat(9_000)).status()).isEqualTo(414);
        }
    }

    @Test
    void aRequestWithABodyIsRefused() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            assertThat(http.post("/echo", "x").status()).isEqualTo(413);
        }
    }

    @Test
    void aRequestForNoUpgradeIsToldOfOneAndTheConnectionEnds() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            RawHttp.Response answer = http.get("/echo");
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.header("upgrade")).isEqualTo("websocket");
            assertThat(answer.header("connection")).isEqualTo("close, Upgrade");
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void whatIsPipelinedBehindARefusedRequestIsNotAnswered() {
        try (RawHttp http = RawHttp.connect(server.port())) {
            http.send("GET /other HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000));
            assertThat(http.read().status()).isEqualTo(404);
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void aConnectionThatIsResetWhileItIsRefusedHarmsNobody() {
        for (int i = 0; i < 50; i++) {
            try (RawHttp http = RawHttp.connect(server.port())) {
                http.sendGet("/echo", "Upgrade: h2c", "Connection: Upgrade");
                http.reset();
            }
        }
        try (RawWebSocket client = RawWebSocket.connect(server.port(), "/echo")) {
            client.sendText("still here");
            assertThat(client.readText()).isEqualTo("still here");
        }
    }
}
