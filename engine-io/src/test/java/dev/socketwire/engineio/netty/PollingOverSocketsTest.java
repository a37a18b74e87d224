package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Polling over real connections, byte by byte. */
class PollingOverSocketsTest {
    private EchoEngine engine = new EchoEngine(EngineOptions.defaults());

    @AfterEach
    void stop() {
        engine.close();
        assertThat(engine.server.sessionCount()).isZero();
    }

    @Test
    void anyNumberOfConnectionsServesOneSession() {
        try (RawHttp first = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(first, engine.port());
            for (int i = 0; i < 20; i++) {
                try (RawHttp poll = RawHttp.connect(engine.port());
                        RawHttp post = RawHttp.connect(engine.port())) {
                    poll.sendGet(mine.target());
                    post.post(mine.target(), "4m" + i);
                    assertThat(poll.read().text()).isEqualTo("4m" + i);
                }
            }
        }
    }

    @Test
    void anOverlappingPostEndsTheSession() {
        try (RawHttp first = RawHttp.connect(engine.port());
                RawHttp second = RawHttp.connect(engine.port());
                RawHttp poll = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(first, engine.port());
            poll.sendGet(mine.target());
            first.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4a");
            await().until(() -> OpenChannels.allIsRead(engine.port()));
            assertThat(first.staysSilent(Duration.ofMillis(100))).isTrue();
            RawHttp.Response refused = second.post(mine.target(), "4b");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).isEmpty();
            assertThat(poll.read().text()).isEqualTo("1");
        }
        ends("transport error: data request overlap from client");
    }

    @Test
    void aPostWhoseConnectionEndsEndsTheSession() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            http.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\n4a");
        }
        ends("transport error: data request connection closed prematurely");
    }

    @Test
    void aPostThatCameWholeIsReadAlthoughItsConnectionEnds() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            // The loops take turns: the POST comes on another one than the session's, where there are two.
            for (int i = 0; i < 30; i++) {
                Polled mine = Polled.open(http, engine.port());
                try (RawHttp post = RawHttp.connect(engine.port())) {
                    post.sendRequest("POST", mine.target(), ("4m" + i).getBytes(StandardCharsets.UTF_8));
                }
                assertThat(http.get(mine.target()).text()).isEqualTo("4m" + i);
                assertThat(http.post(mine.target(), "1").text()).isEqualTo("ok");
            }
        }
        await().untilAsserted(() -> assertThat(engine.ends).hasSize(30).containsOnly("transport close"));
    }

    @Test
    void aPollWhoseConnectionEndsOnItsWayToTheSessionEndsTheSession() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            for (int i = 0; i < 30; i++) {
                Polled mine = Polled.open(http, engine.port());
                try (RawHttp poll = RawHttp.connect(engine.port())) {
                    poll.sendGet(mine.target());
                }
            }
        }
        await().untilAsserted(() -> assertThat(engine.ends)
                .hasSize(30)
                .containsOnly("transport error: poll connection closed prematurely"));
    }

    @Test
    void aPollThatIsResetEndsTheSession() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.sendGet(Polled.open(http, engine.port()).target());
            await().until(() -> OpenChannels.allIsRead(engine.port()));
            assertThat(http.staysSilent(Duration.ofMillis(100))).isTrue();
            http.reset();
        }
        ends("transport error: poll connection closed prematurely");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/engine.io/?EIO=4&transport=websocket&sid=",
                "/engine.io/?EIO=3&transport=polling&sid=",
                "/engine.io/?EIO=4&transport=tcp&sid="
            })
    void aPostThatIsRefusedDoesNotKeepTheSessionBusy(String wrong) {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            assertThat(http.post(wrong + mine.sid(), "4a").status()).isEqualTo(400);
            assertThat(http.post(mine.target(), "4b").text()).isEqualTo("ok");
            assertThat(http.get(mine.target()).text()).isEqualTo("4b");
        }
    }

    @Test
    void aClientMayCloseItsConnectionAfterEachAnswer() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            for (int i = 0; i < 5; i++) {
                try (RawHttp post = RawHttp.connect(engine.port());
                        RawHttp poll = RawHttp.connect(engine.port())) {
                    RawHttp.Response ok = post.post(mine.target(), "4" + i, "Connection: close");
                    assertThat(ok.text()).isEqualTo("ok");
                    assertThat(ok.header("connection")).isEqualTo("close");
                    assertThat(post.endsWithoutAByte()).isTrue();
                    assertThat(poll.get(mine.target(), "Connection: close").text())
                            .isEqualTo("4" + i);
                    assertThat(poll.endsWithoutAByte()).isTrue();
                }
            }
        }
    }

    @Test
    void theAnswerToHeadHasNoBody() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.sendRequest("HEAD", Polled.OPEN, new byte[0]);
            RawHttp.Response refused = http.read();
            assertThat(refused.status()).isEqualTo(400);
            assertThat(http.get(Polled.OPEN).status()).isEqualTo(200);
        }
    }

    @Test
    void anOctetStreamEndsTheSession() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            RawHttp.Response refused = http.post(mine.target(), "4a", "Content-Type: application/octet-stream");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.body()).isEmpty();
            assertThat(http.get(mine.target()).text()).isEqualTo(Polled.UNKNOWN_SID);
        }
        ends("transport error: invalid content");
    }

    @Test
    void longAnswersAreCompressedForThoseWhoTakeIt() throws IOException {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            String text = "x".repeat(2000);
            http.post(mine.target(), "4" + text);
            RawHttp.Response gzip = http.get(mine.target(), "Accept-Encoding: gzip, deflate");
            assertThat(gzip.header("content-encoding")).isEqualTo("gzip");
            assertThat(gzip.header("vary")).containsIgnoringCase("accept-encoding");
            assertThat(new String(
                            new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("4" + text);
            http.post(mine.target(), "4" + text);
            RawHttp.Response deflate = http.get(mine.target(), "Accept-Encoding: deflate");
            assertThat(deflate.header("content-encoding")).isEqualTo("deflate");
            assertThat(new InflaterInputStream(new ByteArrayInputStream(deflate.body())).readAllBytes())
                    .hasSize(2001);
            http.post(mine.target(), "4" + text);
            assertThat(http.get(mine.target()).header("content-encoding")).isEmpty();
            http.post(mine.target(), "4short");
            assertThat(http.get(mine.target(), "Accept-Encoding: gzip").header("content-encoding"))
                    .isEmpty();
        }
    }

    @Test
    void theCookieIsSetOnceWhateverTheTransport() {
        restart(options -> options.cookie(CookieOptions.defaults()));
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp upgrade = RawHttp.connect(engine.port())) {
            RawHttp.Response open = http.get(Polled.OPEN);
            String sid = Polled.sid(open.text());
            assertThat(open.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
            Polled mine = new Polled(engine.port(), sid);
            assertThat(http.post(mine.target(), "4a").header("set-cookie")).isEmpty();
            assertThat(http.get(mine.target()).header("set-cookie")).isEmpty();
            RawHttp.Response switched = RawWebSocket.handshake(upgrade, Polled.WEBSOCKET);
            assertThat(switched.header("set-cookie")).matches("io=[A-Za-z0-9_-]{24}; Path=/; HttpOnly; SameSite=Lax");
            String webSocketSid = switched.header("set-cookie").substring(3, 27);
            await().untilAsserted(() -> assertThat(engine.sessions)
                    .extracting(session -> session.sid())
                    .contains(webSocketSid));
        }
    }

    @Test
    void hooksAddHeadersToGoodAnswers() {
        restart(options -> options.initialHeaders((headers, info) -> headers.add("X-First", "1"))
                .headers((headers, info) -> headers.add("X-Each", "2").remove("Content-Length")));
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp upgrade = RawHttp.connect(engine.port())) {
            RawHttp.Response open = http.get(Polled.OPEN);
            assertThat(open.header("x-first")).isEqualTo("1");
            assertThat(open.header("x-each")).isEqualTo("2");
            Polled mine = new Polled(engine.port(), Polled.sid(open.text()));
            RawHttp.Response post = http.post(mine.target(), "4a");
            assertThat(post.header("x-first")).isEmpty();
            assertThat(post.header("x-each")).isEqualTo("2");
            http.get(mine.target());
            RawHttp.Response switched = RawWebSocket.handshake(upgrade, mine.upgradeTarget());
            assertThat(switched.header("x-each")).isEqualTo("2");
            assertThat(switched.header("x-first")).isEmpty();
        }
    }

    @Test
    void aHookThatWouldSplitAnAnswerYields500() {
        restart(options -> options.headers((headers, info) -> headers.add("X", "a\r\nSet-Cookie: b")));
        try (RawHttp http = RawHttp.connect(engine.port())) {
            RawHttp.Response answer = http.get(Polled.OPEN);
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("set-cookie")).isEmpty();
        }
    }

    @Test
    void allowedOriginsAreNamedOnErrorsTooAndOthersRefused() {
        restart(options -> options.cors(CorsOptions.builder()
                .origins("http://good.example")
                .credentials(true)
                .build()));
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp upgrade = RawHttp.connect(engine.port())) {
            String good = "Origin: http://good.example";
            RawHttp.Response open = http.get(Polled.OPEN, good);
            assertThat(open.header("access-control-allow-origin")).isEqualTo("http://good.example");
            assertThat(open.header("access-control-allow-credentials")).isEqualTo("true");
            assertThat(open.header("vary")).contains("Origin");
            RawHttp.Response error = http.get(Polled.OPEN + "&sid=none", good);
            assertThat(error.text()).isEqualTo(Polled.UNKNOWN_SID);
            assertThat(error.header("access-control-allow-origin")).isEqualTo("http://good.example");
            http.sendRequest("OPTIONS", Polled.OPEN, new byte[0], good, "Access-Control-Request-Method: POST");
            assertThat(http.read().status()).isEqualTo(204);
            RawHttp.Response evil = http.get(Polled.OPEN, "Origin: http://evil.example");
            assertThat(evil.status()).isEqualTo(403);
            assertThat(evil.text()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(RawWebSocket.handshake(upgrade, Polled.WEBSOCKET, "Origin: http://evil.example")
                            .status())
                    .isEqualTo(403);
        }
    }

    @Test
    void allowRequestMayTakeItsTimeAndRefuse() {
        CompletableFuture<AllowRequest.Verdict> verdict = new CompletableFuture<>();
        ConcurrentLinkedQueue<String> errors = new ConcurrentLinkedQueue<>();
        restart(options -> options.allowRequest(info -> verdictOf(info.query().get("who"), verdict))
                .connectionError(error -> errors.add(error.message() + " " + error.context())));
        try (RawHttp slow = RawHttp.connect(engine.port());
                RawHttp http = RawHttp.connect(engine.port())) {
            slow.sendGet(Polled.OPEN + "&who=slow");
            RawHttp.Response refused = http.get(Polled.OPEN + "&who=bad");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).isEqualTo("{\"code\":4,\"message\":\"not you\"}");
            RawHttp.Response thrown = http.get(Polled.OPEN + "&who=thrown");
            assertThat(thrown.text()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
            assertThat(engine.server.sessionCount()).isZero();
            verdict.complete(AllowRequest.Verdict.allowed());
            assertThat(slow.read().status()).isEqualTo(200);
        }
        assertThat(errors).containsExactly("Forbidden {message=not you}", "Forbidden {}");
    }

    private static CompletionStage<AllowRequest.Verdict> verdictOf(
            String who, CompletionStage<AllowRequest.Verdict> slow) {
        return switch (who) {
            case "slow" -> slow;
            case "bad" -> CompletableFuture.completedFuture(AllowRequest.Verdict.refused("not you"));
            default -> throw new IllegalStateException("no");
        };
    }

    private void restart(Consumer<EngineOptions.Builder> change) {
        engine.close();
        EngineOptions.Builder options = EchoEngine.options();
        change.accept(options);
        engine = new EchoEngine(options.build());
    }

    private void ends(String... reasons) {
        await().untilAsserted(() -> assertThat(List.copyOf(engine.ends)).containsExactly(reasons));
    }
}
