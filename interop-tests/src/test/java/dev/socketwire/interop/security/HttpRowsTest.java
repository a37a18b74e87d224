package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import io.netty.util.ResourceLeakDetector;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows H: what nobody should send to an HTTP server. */
class HttpRowsTest {
    private static final String SMUGGLED = "GET " + Poller.TARGET + " HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final byte[] FLOOD =
            "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);

    @RegisterExtension
    final Siege siege = new Siege();

    @Row("H1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n4a\r\n",
                "POST X HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\n4a\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\n4a\r\n",
                "POST X HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
            })
    void twoWaysToEndABodyAre400AndTheEnd(String request) {
        assertRefused(request);
    }

    @Row("H2")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET X HTTP/1.1\r\nHost : a\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\n .example\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nOrigin: http://a\r\n\t.example\r\n\r\n",
                "GET X HTTP/1.1\nHost: a\n\n",
                "\u0000GET X HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET X HTTP/1.1\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nNa\u0001me: b\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nName: b\rc\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nname\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\n: value\r\n\r\n",
                "GET  X HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET X  HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET\tX HTTP/1.1\r\nHost: a\r\n\r\n",
                " GET X HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET X HTTP/1.1 \r\nHost: a\r\n\r\n",
                "GET X http/1.1\r\nHost: a\r\n\r\n",
                "GET X HTTP/9.9\r\nHost: a\r\n\r\n",
                "GET X HTTP/1.1\r\nHost: a\r\nOrigin: b\u0001c\r\n\r\n",
            })
    void aHeadThatReadsInTwoWaysIs400AndTheEnd(String request) {
        assertRefused(request);
    }

    @Row("H3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "19\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
                "-1\r\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
                "0x19\r\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
                "100000019\r\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
                "19\u0000\r\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
                "19;a=b\nc\r\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
                "19;a=\"b\r\nc\"\r\n42[\"from a broken chunk\"]\r\n0\r\n\r\n",
            })
    void aBodyInBrokenChunksReachesNobody(String chunks) {
        Poller victim = siege.poller();
        RawHttp http = siege.http();
        http.send("POST " + victim.target() + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
                + SMUGGLED);
        assertThat(http.read().status()).isEqualTo(400);
        assertThat(http.endsWithoutAByte()).isTrue();
        siege.assertClosed(victim.sid(), victim.id(), "transport error");
        assertThat(siege.heard).doesNotContain("from a broken chunk");
    }

    @Test
    @Row("H4")
    void whoPipelinesAndReadsNothingIsNotReadAndThenCut() {
        byte[] page = new byte[1_000_000];
        siege.start(options -> options.plainHttp(
                        PlainHttpHandler.of(request -> PlainResponse.ok("application/octet-stream", page)))
                .limits(EngineLimits.builder()
                        .writeStallTimeout(Duration.ofSeconds(2))
                        .build()));
        RawHttp http = siege.http();
        long before = Heap.used();
        CompletableFuture<Void> flood = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10_000; i++) {
                http.sendBytes(FLOOD);
            }
        });
        await().during(Duration.ofMillis(700)).until(() -> !flood.isDone());
        assertThat(Heap.used() - before).as("bytes of heap for the flood").isLessThan(1_000_000);
        await().atMost(Duration.ofSeconds(30)).until(flood::isCompletedExceptionally);
    }

    @Test
    @Row("H4")
    void requestsBehindAnUnansweredOneStayBytes() {
        siege.start(options -> options.allowRequest(request -> request.query().containsKey("slow")
                        ? new CompletableFuture<>()
                        : CompletableFuture.completedFuture(AllowRequest.Verdict.allowed()))
                .limits(EngineLimits.builder()
                        .allowRequestTimeout(Duration.ofSeconds(4))
                        .build()));
        siege.port();
        byte[] large = new byte[300_000];
        String slow = "GET " + Poller.TARGET + "&slow HTTP/1.1\r\nHost: a\r\n\r\n";
        String behind = "GET / HTTP/1.1\r\nHost:\r\n\r\n".repeat(2_000);
        List<RawHttp> crowd = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawHttp http = siege.http();
            // Whoever has sent much is read in large portions.
            http.sendRequest("POST", "/", large);
            assertThat(http.read().status()).isEqualTo(404);
            crowd.add(http);
        }
        long before = Heap.used();
        crowd.forEach(http -> http.send(slow + behind));
        await().during(Duration.ofMillis(500)).until(() -> true);
        // As objects they would be a quarter of a megabyte of heap.
        assertThat((Heap.used() - before) / crowd.size()).as("bytes for each").isLessThan(50_000);
        RawHttp patient = crowd.remove(0);
        crowd.forEach(RawHttp::close);
        assertThat(patient.read().status()).isEqualTo(403);
        for (int i = 0; i < 2_000; i++) {
            assertThat(patient.read().status()).isEqualTo(404);
        }
    }

    @Row("H5")
    @ParameterizedTest
    @ValueSource(strings = {"431 one of 20 KiB", "431 3000 short ones", "414 a line of 9 KiB"})
    void aHeadThatIsTooLongIsAnsweredAndTheEnd(String kind) {
        String request = switch (kind) {
            case "431 one of 20 KiB" -> "GET / HTTP/1.1\r\nHost: a\r\nA: " + "b".repeat(20 * 1024) + "\r\n\r\n";
            case "431 3000 short ones" -> "GET / HTTP/1.1\r\nHost: a\r\n" + "A: b\r\n".repeat(3_000) + "\r\n";
            default -> "GET /" + "a".repeat(9 * 1024) + " HTTP/1.1\r\nHost: a\r\n\r\n";
        };
        RawHttp http = siege.http();
        http.send(request + SMUGGLED);
        assertThat(http.read().status()).isEqualTo(Integer.parseInt(kind.substring(0, 3)));
        assertThat(http.endsWithoutAByte()).isTrue();
    }

    @Test
    @Row("H6")
    void noRequestSplitsAnAnswer() {
        siege.start(options -> options.cors(CorsOptions.origins("http://a"))
                .headers((headers, request) ->
                        headers.set("X-Page", request.query().getOrDefault("page", "none"))));
        siege.expectLine("a headers hook has thrown");
        String split = "%0d%0aX-Split:%20yes%0d%0a%0d%0a%00";
        Map<String, Integer> answers = Map.of(
                "/" + split, 404,
                Poller.TARGET + "&" + split, 200,
                Poller.TARGET + "&sid=" + split, 400,
                Poller.TARGET + "&page=" + split, 500);
        for (String target : answers.keySet()) {
            RawHttp http = siege.http();
            RawHttp.Response answer = http.get(target);
            assertThat(answer.headers()).as(target).doesNotContainKey("x-split");
            assertThat(answer.text()).as(target).doesNotContain("X-Split");
            assertThat(answer.status()).as(target).isEqualTo(answers.get(target));
            assertThat(http.get("/").status()).isEqualTo(404);
            if (answer.status() == 200) {
                http.post(Poller.TARGET + "&sid=" + Client.sidOf(answer.text()), "1");
            }
        }
        RawHttp.Response foreign = siege.http().get(Poller.TARGET, "Origin: http://a%0d%0aX-Split: yes");
        assertThat(foreign.status()).isEqualTo(403);
        assertThat(foreign.headers()).doesNotContainKey("x-split");
    }

    @Test
    @Row("H7")
    void whoSendsSlowlyIsNotWaitedFor() {
        int size = Crowd.size(2_000);
        Duration headerTimeout = timeForAllToCome(size);
        siege.start(options -> options.limits(EngineLimits.builder()
                .headerTimeout(headerTimeout)
                .bodyTimeout(Duration.ofSeconds(2))
                .build()));
        Poller half = siege.poller();
        long before = Heap.held();
        Crowd heads = siege.closing(Crowd.connect(siege.port(), size));
        heads.send("GET / HTTP/1.1\r\nHo".getBytes(StandardCharsets.US_ASCII));
        await().until(() -> OpenChannels.of(siege.port()) > size);
        long forEach = (Heap.held() - before) / size;
        // A tracked buffer has its whole history with it.
        boolean tracked = ResourceLeakDetector.getLevel() == ResourceLeakDetector.Level.PARANOID;
        assertThat(forEach).as("bytes for each").isLessThan(tracked ? 40_000 : 8_000);
        RawHttp body = siege.http();
        body.send("POST " + half.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n4");
        for (int i = 0; i < 4; i++) {
            trickle(body);
            heads.send(new byte[] {'s'});
            siege.assertOthersAreServed("meanwhile " + i);
        }
        assertThat(body.read().status()).isEqualTo(408);
        assertThat(body.endsWithoutAByte()).isTrue();
        assertThat(heads.open()).isEqualTo(size);
        await().atMost(headerTimeout.plusSeconds(20)).until(() -> heads.open() == 0);
        assertThat(siege.io().stats().refused(EngineRefusal.HEADER_TIMEOUT)).isEqualTo(size);
        siege.assertClosed(half.sid(), half.id(), "transport error");
    }

    /** One byte more of a body; where its time is over already, that is what the row is about. */
    private static void trickle(RawHttp body) {
        try {
            body.send("4");
        } catch (UncheckedIOException e) {
            // Its answer is there.
        }
    }

    /** However slow the machine is: those that came first are to be there still when the last one is. */
    private static Duration timeForAllToCome(int size) {
        return Duration.ofSeconds(8).plusMillis(2L * size);
    }

    @Test
    @Row("H8")
    void aCompressedBodyIsNotInflated() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
            gzip.write(new byte[10_000_000]);
        }
        for (String coding : List.of("gzip", "br")) {
            Poller bomber = siege.poller();
            bomber.posts().sendRequest("POST", bomber.target(), bomb.toByteArray(), "Content-Encoding: " + coding);
            assertThat(bomber.posts().read().text()).isEqualTo("ok");
            siege.assertClosed(bomber.sid(), bomber.id(), "parse error");
        }
    }

    @Row("H10")
    @ParameterizedTest
    @ValueSource(strings = {"TRACE", "CONNECT", "HEAD", "PUT", "BREW", "OPTIONS"})
    void everyOtherMethodHasItsAnswer(String method) {
        Poller session = siege.poller();
        RawHttp http = siege.http();
        http.sendRequest(method, Poller.TARGET, new byte[0]);
        assertAnswer(http, method, 400, "{\"code\":2,\"message\":\"Bad handshake method\"}");
        http.sendRequest(method, session.target(), new byte[0]);
        assertAnswer(http, method, 400, "{\"code\":3,\"message\":\"Bad request\"}");
        http.sendRequest(method, "/", new byte[0]);
        assertAnswer(http, method, 404, "");
        assertThat(session.post("42[\"echo\"]").text()).isEqualTo("ok");
        assertThat(session.poll()).isEqualTo("42[\"echo\"]");
    }

    @Row("H10")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "*",
                "http://a/socket.io/?EIO=4&transport=polling",
                "//socket.io/?EIO=4&transport=polling",
                "/x/../socket.io/?EIO=4&transport=polling",
                "/Socket.IO/?EIO=4&transport=polling",
                "/socket%2eio/?EIO=4&transport=polling",
                "/../../etc/passwd",
            })
    void noOtherSpellingOfThePathIsOurs(String target) {
        RawHttp http = siege.http();
        http.sendRequest(target.equals("*") ? "OPTIONS" : "GET", target, new byte[0]);
        assertThat(http.read().status()).isEqualTo(404);
    }

    @Row("H10")
    @ParameterizedTest
    @ValueSource(strings = {"/socket.io/../x", "/socket.io/%2e%2e/x", "/socket.io/../../etc/passwd"})
    void nothingElseIsReachedFromBelowThePath(String target) {
        RawHttp.Response answer = siege.http().get(target);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
    }

    @Test
    @Row("H11")
    void connectionsThatSayNothingEndAndAreFollowedByOthers() {
        int size = Crowd.size(2_000);
        Duration headerTimeout = timeForAllToCome(size);
        SocketIoServer io = siege.start(options -> options.limits(
                EngineLimits.builder().headerTimeout(headerTimeout).build()));
        siege.port();
        Crowd silent = siege.closing(Crowd.connect(io.port(), size));
        await().until(() -> OpenChannels.of(io.port()) > size);
        siege.assertOthersAreServed("meanwhile");
        siege.client().echo("accepted");
        assertThat(silent.open()).isEqualTo(size);
        await().atMost(headerTimeout.plusSeconds(20)).until(() -> silent.open() == 0);
        assertThat(io.stats().refused(EngineRefusal.HEADER_TIMEOUT)).isEqualTo(size);
    }

    @Row("H11")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreConnectionsThanAllowedAreClosedUnread(boolean perAddress) {
        EngineLimits.Builder limits = EngineLimits.builder();
        siege.start(options ->
                options.limits((perAddress ? limits.connectionsPerAddress(3) : limits.connections(3)).build()));
        RawHttp second = siege.http();
        RawHttp third = siege.http();
        assertThat(second.get("/").status()).isEqualTo(404);
        assertThat(third.get("/").status()).isEqualTo(404);
        assertThat(siege.http().endsWithoutAByte()).isTrue();
        third.close();
        // One that comes too early may be cut in the midst of its request.
        await().ignoreExceptionsInstanceOf(UncheckedIOException.class).until(() -> {
            try (RawHttp next = RawHttp.connect(siege.port())) {
                next.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
                return !next.endsWithoutAByte();
            }
        });
        siege.assertOthersAreServed("meanwhile");
        second.close();
    }

    private void assertRefused(String request) {
        RawHttp http = siege.http();
        http.send(request.replace("X", Poller.TARGET) + SMUGGLED);
        RawHttp.Response answer = http.read();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(http.endsWithoutAByte()).as("nothing behind the 400").isTrue();
    }

    private static void assertAnswer(RawHttp http, String method, int status, String body) {
        RawHttp.Response answer = http.read();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.text()).isEqualTo(method.equals("HEAD") ? "" : body);
    }
}
