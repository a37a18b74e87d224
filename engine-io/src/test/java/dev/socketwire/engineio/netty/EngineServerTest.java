package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The engine over real sockets, byte by byte. */
class EngineServerTest {
    private static final String POLL = "/engine.io/?EIO=4&transport=polling";
    private static final Pattern SID = Pattern.compile("\"sid\":\"([^\"]+)\"");

    private EchoEngine engine;

    @BeforeEach
    void start() {
        engine = new EchoEngine(EchoEngine.options().build());
    }

    @AfterEach
    void stop() {
        engine.close();
        assertThat(engine.server.sessionCount()).isZero();
    }

    @Test
    void aPollingSessionEchoesOverOneKeptConnection() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            RawHttp.Response open = http.get(POLL);
            assertThat(open.status()).isEqualTo(200);
            assertThat(open.header("content-type")).isEqualTo("text/plain; charset=UTF-8");
            assertThat(open.header("cache-control")).isEqualTo("no-store");
            assertThat(open.text())
                    .matches("0\\{\"sid\":\"[A-Za-z0-9_-]{22,}\",\"upgrades\":\\[\"websocket\"],"
                            + "\"pingInterval\":25000,\"pingTimeout\":20000,\"maxPayload\":1000000}");
            String target = POLL + "&sid=" + sid(open);
            for (int i = 0; i < 3; i++) {
                RawHttp.Response post = http.post(target, "4hello" + i + "\u001e4second\u001ebAQIDBA==");
                assertThat(post.status()).isEqualTo(200);
                assertThat(post.text()).isEqualTo("ok");
                assertThat(http.get(target).text()).isEqualTo("4hello" + i + "\u001e4second\u001e4bin\u001ebAQIDBA==");
            }
        }
    }

    @Test
    void aParkedPollIsAnsweredWhenSomethingIsSent() {
        try (RawHttp poll = RawHttp.connect(engine.port());
                RawHttp post = RawHttp.connect(engine.port())) {
            String target = POLL + "&sid=" + sid(poll.get(POLL));
            poll.sendGet(target);
            assertThat(poll.staysSilent(Duration.ofMillis(200))).isTrue();
            post.post(target, "4hello");
            assertThat(poll.read().text()).isEqualTo("4hello");
        }
    }

    @Test
    void aSecondPollEndsTheSession() {
        try (RawHttp first = RawHttp.connect(engine.port());
                RawHttp second = RawHttp.connect(engine.port())) {
            String target = POLL + "&sid=" + sid(first.get(POLL));
            first.sendGet(target);
            await().until(() -> OpenChannels.allIsRead(engine.port()));
            assertThat(first.staysSilent(Duration.ofMillis(100))).isTrue();
            RawHttp.Response refused = second.get(target);
            assertThat(refused.status()).isEqualTo(400);
            assertThat(first.read().text()).isEqualTo("1");
            assertThat(second.get(target).text()).isEqualTo("{\"code\":1,\"message\":\"Session ID unknown\"}");
            await().untilAsserted(
                            () -> assertThat(engine.ends).containsExactly("transport error: overlap from client"));
        }
    }

    @Test
    void aPollWhoseConnectionEndsEndsTheSession() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.sendGet(POLL + "&sid=" + sid(http.get(POLL)));
            assertThat(http.staysSilent(Duration.ofMillis(100))).isTrue();
        }
        await().until(() -> !engine.ends.isEmpty());
        assertThat(engine.ends).containsExactly("transport error: poll connection closed prematurely");
    }

    @Test
    void aWebSocketSessionEchoes() {
        try (RawWebSocket ws = RawWebSocket.connect(engine.port(), "/engine.io/?EIO=4&transport=websocket")) {
            assertThat(ws.readText()).startsWith("0{\"sid\":\"").contains("\"upgrades\":[]");
            ws.sendText("4hello");
            assertThat(ws.readText()).isEqualTo("4hello");
            ws.sendBinary(new byte[] {1, 2, 3});
            assertThat(ws.readText()).isEqualTo("4bin");
            assertThat(ws.readBinary()).containsExactly(1, 2, 3);
            ws.sendText("1");
            assertThat(ws.readClose()).isEqualTo(1005);
        }
        await().until(() -> !engine.ends.isEmpty());
        assertThat(engine.ends).containsExactly("transport close");
    }

    @Test
    void whatCameBehindTheHandshakeIsNotLost() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            byte[] frame = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, '4', 'x'};
            String head = "GET /engine.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\n"
                    + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            byte[] all = new byte[head.length() + frame.length];
            System.arraycopy(head.getBytes(StandardCharsets.US_ASCII), 0, all, 0, head.length());
            System.arraycopy(frame, 0, all, head.length(), frame.length);
            http.sendBytes(all);
            assertThat(http.readHead().status()).isEqualTo(101);
            await().until(() -> engine.sessions.size() == 1);
            // The open packet, then the echo.
            assertThat(readUntil(http, "4x")).contains("0{");
        }
    }

    @Test
    void upgradesKeepEveryMessageInOrder() {
        for (int round = 0; round < 20; round++) {
            try (RawHttp http = RawHttp.connect(engine.port())) {
                String sid = sid(http.get(POLL));
                http.post(POLL + "&sid=" + sid, "4a");
                try (RawWebSocket ws =
                        RawWebSocket.connect(engine.port(), "/engine.io/?EIO=4&transport=websocket&sid=" + sid)) {
                    ws.sendText("2probe");
                    assertThat(ws.readText()).isEqualTo("3probe");
                    http.post(POLL + "&sid=" + sid, "4b");
                    ws.sendText("5");
                    ws.sendText("4c");
                    assertThat(ws.readText()).isEqualTo("4a");
                    assertThat(ws.readText()).isEqualTo("4b");
                    assertThat(ws.readText()).isEqualTo("4c");
                    assertThat(http.get(POLL + "&sid=" + sid).text())
                            .isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
                }
            }
        }
        await().until(() -> engine.ends.size() == 20);
    }

    @Test
    void aParkedPollIsLetGoWhileAWebSocketProbes() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            String sid = sid(http.get(POLL));
            http.sendGet(POLL + "&sid=" + sid);
            try (RawWebSocket ws =
                    RawWebSocket.connect(engine.port(), "/engine.io/?EIO=4&transport=websocket&sid=" + sid)) {
                ws.sendText("2probe");
                assertThat(ws.readText()).isEqualTo("3probe");
                assertThat(http.read().text()).isEqualTo("6");
                http.sendGet(POLL + "&sid=" + sid);
                assertThat(http.read().text()).isEqualTo("6");
            }
            http.post(POLL + "&sid=" + sid, "4still here");
            assertThat(http.get(POLL + "&sid=" + sid).text()).isEqualTo("4still here");
        }
    }

    @Test
    void aCloseWithoutAPollIsToldToTheNextOne() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            String target = POLL + "&sid=" + sid(http.get(POLL));
            http.post(target, "4close");
            assertThat(http.get(target).text()).isEqualTo("6\u001e1");
            assertThat(http.get(target).status()).isEqualTo(400);
        }
        assertThat(engine.ends).containsExactly("forced close");
    }

    @Test
    void anythingElseIsNotFound() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(http.get("/").status()).isEqualTo(404);
            assertThat(http.get("/engine.iox?EIO=4&transport=polling").status()).isEqualTo(404);
            assertThat(http.get("/engine.io?EIO=4&transport=polling").status()).isEqualTo(200);
        }
    }

    private static String readUntil(RawHttp http, String end) {
        StringBuilder seen = new StringBuilder();
        try {
            while (seen.indexOf(end) < 0) {
                seen.append((char) http.input().read());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seen.toString();
    }

    private static String sid(RawHttp.Response open) {
        Matcher matcher = SID.matcher(open.text());
        assertThat(matcher.find()).as(open.text()).isTrue();
        return matcher.group(1);
    }
}
