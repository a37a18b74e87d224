package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.RawHttp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send to an HTTP server, and what becomes of it: one answer, no second one, nothing left behind. */
class HttpAbuseTest {
    private static final String SMUGGLED = "GET /engine.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: a\r\n\r\n";

    private EchoEngine engine;
    private CapturedLog log;
    private RawHttp wellBehaved;
    private Polled session;

    @BeforeEach
    void start() {
        log = CapturedLog.of("dev.socketwire");
        begin(EngineLimits.builder());
    }

    private void begin(EngineLimits.Builder limits) {
        engine = new EchoEngine(EchoEngine.options().limits(limits.build()).build());
        wellBehaved = RawHttp.connect(engine.port());
        session = Polled.open(wellBehaved, engine.port());
    }

    /** Not for all: on a machine that stands still for a moment, others would not be in time. */
    private void beginWithLittleTime() {
        wellBehaved.close();
        engine.close();
        begin(EngineLimits.builder().headerTimeout(Duration.ofSeconds(2)).bodyTimeout(Duration.ofSeconds(2)));
    }

    @AfterEach
    void theOthersNoticeNothing() {
        assertThat(wellBehaved.post(session.target(), "4echo").text()).isEqualTo("ok");
        assertThat(wellBehaved.get(session.target()).text()).isEqualTo("4echo");
        assertThat(engine.server.sessionCount()).isOne();
        wellBehaved.close();
        engine.close();
        assertThat(log.linesFrom("WARN")).isEmpty();
        log.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n4a\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n4ab",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n4ab",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: -3\r\n\r\n4ab",
                "POST X HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET X HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nNa\u0001me: b\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nOrigin: b\u0001c\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nno colon\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nName: b\r\n folded\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nName: b\r\n\tfolded\r\nMore: c\r\n\r\n",
                "GET X HTTP/1.1\r\n Host: a\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nContent-Length:\r\n 3\r\n\r\n4ab",
                "GET X HTTP/1.1\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "\u0000GET X HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET X HTTP/1.1\nHost: a\n\n",
                "GET X\r\nHost: a\r\n\r\n",
                "GET X HTTP/9.1.1\r\nHost: a\r\n\r\n",
            })
    void aHeadThatCannotBeReliedOnEndsTheConnection(String request) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.send(request.replace("X", "/engine.io/?EIO=4&transport=polling") + SMUGGLED);
            assertThat(http.read().status()).isEqualTo(400);
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3\n4ab\r\n0\r\n\r\n",
                "3;a=\"b\r\nc\"\r\n4ab\r\n0\r\n\r\n",
                "3;a=b\nc\r\n4ab\r\n0\r\n\r\n",
                "x\r\n4ab\r\n0\r\n\r\n",
                "-3\r\n4ab\r\n0\r\n\r\n",
                "3\r\n4abcde\r\n0\r\n\r\n",
            })
    void aBodyInBadPiecesReachesNobody(String body) {
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp own = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(own, engine.port());
            http.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body
                    + SMUGGLED);
            assertThat(http.read().status()).isEqualTo(400);
            assertThat(http.endsWithoutAByte()).isTrue();
            own.sendGet(mine.target());
            assertThat(own.read().text()).isNotEqualTo("4ab");
        }
        await().until(() -> engine.server.sessionCount() == 1);
    }

    @Test
    void tooLongALineIs414AndTooManyHeadersAre431() {
        assertThat(statusOf("GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .isEqualTo(414);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: a\r\nA: " + "b".repeat(20_000) + "\r\n\r\n"))
                .isEqualTo(431);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(3000) + "\r\n"))
                .isEqualTo(431);
        assertThat(statusOf("GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(120) + "\r\n"))
                .isEqualTo(431);
    }

    @Test
    void aHeadThatDoesNotEndIsNotWaitedFor() {
        beginWithLittleTime();
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.send("GET / HTTP/1.1\r\nHo");
            assertThat(http.staysSilent(Duration.ofMillis(300))).isTrue();
            http.send("st: a\r\n");
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void aConnectionThatSaysNothingEnds() {
        beginWithLittleTime();
        try (RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void aBodyThatDoesNotEndIs408() {
        beginWithLittleTime();
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp own = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(own, engine.port());
            http.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n4a");
            assertThat(http.read().status()).isEqualTo(408);
        }
        await().untilAsserted(() ->
                assertThat(engine.ends).containsExactly("transport error: data request connection closed prematurely"));
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrderAfterAParkedOne() {
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp other = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            String poll = "GET " + mine.target() + " HTTP/1.1\r\nHost: a\r\n\r\n";
            StringBuilder rest = new StringBuilder();
            for (int i = 0; i < 2000; i++) {
                rest.append("GET /").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
            }
            http.send(poll + rest);
            assertThat(http.staysSilent(Duration.ofMillis(200))).isTrue();
            other.post(mine.target(), "4go");
            assertThat(http.read().text()).isEqualTo("4go");
            for (int i = 0; i < 2000; i++) {
                assertThat(http.read().status()).isEqualTo(404);
            }
            other.post(mine.target(), "1");
        }
    }

    @Test
    void whoPipelinesAndDoesNotReadIsNotReadEither() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            http.send("GET " + mine.target() + " HTTP/1.1\r\nHost: a\r\n\r\n");
            CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
                byte[] many = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1000).getBytes(StandardCharsets.US_ASCII);
                for (int i = 0; i < 1000; i++) {
                    http.sendBytes(many);
                }
            });
            // 28 MB do not fit into the buffers of two sockets: the writer is stuck because nobody reads.
            await().during(Duration.ofMillis(500)).until(() -> !flood.isDone());
            http.reset();
            await().until(flood::isCompletedExceptionally);
            wellBehaved.post(mine.target(), "1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "PUT", "DELETE", "PATCH", "BREW", "OPTIONS"})
    void otherMethodsAreRefusedAndHarmNothing(String method) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.sendRequest(method, Polled.OPEN, new byte[0]);
            assertThat(http.read().text()).isEqualTo("{\"code\":2,\"message\":\"Bad handshake method\"}");
            http.sendRequest(method, session.target(), new byte[0]);
            assertThat(http.read().text()).isEqualTo("{\"code\":3,\"message\":\"Bad request\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//engine.io/?EIO=4&transport=polling",
                "/x/../engine.io/?EIO=4&transport=polling",
                "/Engine.IO/?EIO=4&transport=polling",
                "/engine%2eio/?EIO=4&transport=polling",
                "*",
                "http://a/engine.io/?EIO=4&transport=polling",
            })
    void noOtherSpellingOfThePathIsOurs(String target) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            assertThat(http.get(target).status()).isEqualTo(404);
        }
    }

    @Test
    void aCompressedBodyIsNotInflated() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            http.post(mine.target(), "\u001f\u008b", "Content-Encoding: gzip");
            assertThat(http.get(mine.target()).text()).isEqualTo(Polled.UNKNOWN_SID);
        }
    }

    private int statusOf(String request) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.send(request);
            int status = http.read().status();
            assertThat(http.endsWithoutAByte()).isTrue();
            return status;
        }
    }
}
