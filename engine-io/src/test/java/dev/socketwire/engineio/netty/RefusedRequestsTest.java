package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request that is refused before it reaches a session is counted, once and under its name. */
class RefusedRequestsTest {
    private static final String HEAD = " HTTP/1.1\r\nHost: a\r\n";
    private static final String LONG = "a".repeat(9_000);

    @ParameterizedTest
    @CsvSource({
        "REQUEST_LINE_BYTES, 414, GET /LONG END",
        "HEADER_BYTES, 431, GET / HEAD A: LONG LONG END",
        "HEADER_BYTES, 431, GET / HEAD LINES END",
        "MALFORMED_REQUEST, 400, GET / HEAD Host: b END",
        "MALFORMED_REQUEST, 400, POST OPEN HEAD Transfer-Encoding: chunked ENDzzEND",
        "BODY_BYTES, 413, POST OPEN HEAD Content-Length: 1000001 END",
        "BODY_BYTES, 413, POST OPEN HEAD Transfer-Encoding: chunked ENDf4241ENDMEGABYTE",
        "BODY_TIMEOUT, 408, POST OPEN HEAD Content-Length: 10 END",
        "UNKNOWN_TRANSPORT, 400, GET /engine.io/?EIO=4 HEAD END",
        "UNKNOWN_SID, 400, GET OPEN&sid=x HEAD END",
        "BAD_HANDSHAKE_METHOD, 400, PUT OPEN HEAD END",
        "BAD_REQUEST, 400, GET /engine.io/?EIO=4&transport=websocket HEAD END",
        "UNSUPPORTED_PROTOCOL_VERSION, 400, GET /engine.io/?EIO=5&transport=polling HEAD END",
        "FORBIDDEN, 403, GET OPEN HEAD Origin: http://b END",
    })
    void aRequestIsCounted(EngineRefusal kind, int status, String request) {
        EngineOptions options = EchoEngine.options()
                .cors(CorsOptions.origins("http://a"))
                .limits(EngineLimits.builder()
                        .bodyTimeout(Duration.ofSeconds(2))
                        .build())
                .build();
        try (EchoEngine engine = new EchoEngine(options);
                RawHttp http = RawHttp.connect(engine.port())) {
            http.send(request.replace("OPEN", Polled.OPEN)
                    .replace(" HEAD ", HEAD)
                    .replace(" END", "\r\n\r\n")
                    .replace("END", "\r\n")
                    .replace("LONG", LONG)
                    .replace("LINES", "A: b\r\n".repeat(100).strip())
                    .replace("MEGABYTE", "x".repeat(1_000_001)));
            assertThat(http.read().status()).isEqualTo(status);
            assertCounted(engine, Map.of(kind, 1L));
        }
    }

    @Test
    void connectionsThatSayNothing() {
        try (EchoEngine engine = engine(EngineLimits.builder()
                        .headerTimeout(Duration.ofMillis(1_500))
                        .keepAliveTimeout(Duration.ofMillis(1_500)));
                RawHttp silent = RawHttp.connect(engine.port());
                RawHttp once = RawHttp.connect(engine.port())) {
            assertThat(once.get("/").status()).isEqualTo(404);
            assertThat(silent.endsWithoutAByte()).isTrue();
            assertThat(once.endsWithoutAByte()).isTrue();
            assertCounted(engine, Map.of(EngineRefusal.HEADER_TIMEOUT, 1L, EngineRefusal.KEEP_ALIVE_TIMEOUT, 1L));
        }
    }

    @Test
    void connectionsAboveTheirNumber() {
        try (EchoEngine engine = engine(EngineLimits.builder().connections(1));
                RawHttp first = RawHttp.connect(engine.port())) {
            assertThat(first.get("/").status()).isEqualTo(404);
            assertOneMoreIsCounted(engine, EngineRefusal.CONNECTIONS);
        }
        try (EchoEngine engine = engine(EngineLimits.builder().connectionsPerAddress(1));
                RawHttp first = RawHttp.connect(engine.port())) {
            assertThat(first.get("/").status()).isEqualTo(404);
            assertOneMoreIsCounted(engine, EngineRefusal.CONNECTIONS_PER_ADDRESS);
        }
    }

    @Test
    void aHandshakeThatIsNoneOfAWebSocket() {
        try (EchoEngine engine = engine(EngineLimits.builder());
                RawHttp http = RawHttp.connect(engine.port())) {
            http.sendGet(Polled.WEBSOCKET, "Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 8");
            assertThat(http.read().status()).isEqualTo(426);
            assertCounted(engine, Map.of(EngineRefusal.BAD_UPGRADE, 1L));
        }
    }

    @Test
    void sessionsAboveTheirNumber() {
        try (EchoEngine engine = engine(EngineLimits.builder().sessions(1));
                RawHttp http = RawHttp.connect(engine.port());
                RawWebSocket first = RawWebSocket.connect(engine.port(), Polled.WEBSOCKET)) {
            assertThat(first.readText()).startsWith("0");
            assertThat(http.get(Polled.OPEN).status()).isEqualTo(503);
            assertCounted(engine, Map.of(EngineRefusal.SESSIONS, 1L));
        }
    }

    @Test
    void sessionsWhileTheServerDrains() {
        try (EchoEngine engine = engine(EngineLimits.builder());
                RawHttp http = RawHttp.connect(engine.port())) {
            Polled waiting = Polled.open(http, engine.port());
            http.post(waiting.target(), "4to be polled");
            engine.server.close(Duration.ofSeconds(60), Duration.ofSeconds(5));
            assertThat(http.get(Polled.OPEN).status()).isEqualTo(503);
            assertCounted(engine, Map.of(EngineRefusal.DRAINING, 1L));
        }
    }

    @Test
    void sessionsThatWaitForAllowRequest() {
        AtomicInteger asked = new AtomicInteger();
        EngineOptions options = EchoEngine.options()
                .allowRequest(request -> {
                    asked.incrementAndGet();
                    return new CompletableFuture<>();
                })
                .limits(EngineLimits.builder()
                        .pendingHandshakes(1)
                        .allowRequestTimeout(Duration.ofSeconds(1))
                        .build())
                .build();
        try (EchoEngine engine = new EchoEngine(options);
                RawHttp first = RawHttp.connect(engine.port())) {
            first.sendGet(Polled.OPEN);
            await().until(() -> asked.get() == 1);
            try (RawHttp second = RawHttp.connect(engine.port())) {
                assertThat(second.get(Polled.OPEN).status()).isEqualTo(503);
            }
            assertThat(first.read().status()).isEqualTo(403);
            assertCounted(
                    engine,
                    Map.of(
                            EngineRefusal.ALLOW_REQUEST_TIMEOUT,
                            1L,
                            EngineRefusal.FORBIDDEN,
                            1L,
                            EngineRefusal.PENDING_HANDSHAKES,
                            1L));
        }
    }

    private static void assertOneMoreIsCounted(EchoEngine engine, EngineRefusal kind) {
        try (RawHttp second = RawHttp.connect(engine.port())) {
            assertThat(second.endsWithoutAByte()).isTrue();
            assertCounted(engine, Map.of(kind, 1L));
        }
    }

    private static void assertCounted(EchoEngine engine, Map<EngineRefusal, Long> refusals) {
        await().untilAsserted(() -> assertThat(engine.server.stats().refusals()).isEqualTo(refusals));
    }

    private static EchoEngine engine(EngineLimits.Builder limits) {
        return new EchoEngine(EchoEngine.options().limits(limits.build()).build());
    }
}
