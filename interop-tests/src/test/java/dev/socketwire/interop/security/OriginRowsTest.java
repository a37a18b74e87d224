package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows O: who may come, from which page, and with which credentials. */
class OriginRowsTest {
    private static final String ALLOWED = "https://ok.example";
    private static final String FORBIDDEN = "{\"code\":4,\"message\":\"Forbidden\"}";

    @RegisterExtension
    final Siege siege = new Siege();

    @Test
    @Row("O1")
    void aPageThatIsNotListedGetsNothingByAnyWay() {
        startWithOneOrigin();
        Poller session = siege.poller();
        String evil = "Origin: https://evil.example";
        assertForbidden(siege.http().get(Poller.TARGET, evil));
        assertForbidden(siege.http().get(session.target(), evil));
        assertForbidden(session.post("42[\"from evil\"]", evil));
        RawHttp preflight = siege.http();
        preflight.sendRequest("OPTIONS", Poller.TARGET, new byte[0], evil, "Access-Control-Request-Method: POST");
        assertForbidden(preflight.read());
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders(evil));
        assertForbidden(upgrade.read());
        RawHttp probe = siege.http();
        probe.sendGet(session.upgradeTarget(), RawWebSocket.upgradeHeaders(evil));
        assertForbidden(probe.read());
        assertThat(session.post("42[\"echo\"]").text()).isEqualTo("ok");
        assertThat(session.poll()).isEqualTo("42[\"echo\"]");
        assertThat(siege.heard).doesNotContain("from evil");
    }

    @Test
    @Row("O2")
    void everybodyWithCredentialsIsNoSetting() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        CorsOptions.builder().origins("*").credentials(true).build())
                .withMessageContaining("credentials");
        siege.start(options -> options.cors(CorsOptions.origins("*")));
        RawHttp.Response answer = siege.http().get(Poller.TARGET + "&sid=none", "Origin: https://evil.example");
        assertThat(answer.header("access-control-allow-origin")).isEqualTo("*");
        assertThat(answer.headers()).doesNotContainKey("access-control-allow-credentials");
    }

    @Row("O3")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "https://ok.example.evil.com",
                "https://evilok.example",
                "https://ok.example:8443",
                "http://ok.example",
                "https://ok.example.",
                "https://ok.example/",
                "https://user@ok.example",
                "",
                "https://ok.example, https://evil.example",
            })
    void anOriginThatOnlyLooksAlikeIsForbidden(String origin) {
        startWithOneOrigin();
        assertForbidden(siege.http().get(Poller.TARGET + "&sid=none", "Origin: " + origin));
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET, RawWebSocket.upgradeHeaders("Origin: " + origin));
        assertForbidden(upgrade.read());
    }

    @Test
    @Row("O3")
    void twoOriginsAreNoneAndLettersMayBeLarge() {
        startWithOneOrigin();
        assertForbidden(
                siege.http().get(Poller.TARGET + "&sid=none", "Origin: " + ALLOWED, "Origin: https://evil.example"));
        assertForbidden(siege.http().get(Poller.TARGET + "&sid=none", "Origin: " + ALLOWED, "Origin: " + ALLOWED));
        RawHttp.Response large = siege.http().get(Poller.TARGET + "&sid=none", "Origin: https://OK.example");
        assertThat(large.text()).isEqualTo(Siege.UNKNOWN_SID);
    }

    @Test
    @Row("O4")
    void anAllowedOriginIsToldSoInEveryAnswer() {
        startWithOneOrigin();
        Poller session = siege.poller();
        String origin = "Origin: " + ALLOWED;
        session.post("42[\"echo\"]");
        RawHttp upgrade = siege.http();
        RawHttp tooLarge = siege.http();
        tooLarge.send("POST " + session.target() + " HTTP/1.1\r\nHost: a\r\n" + origin
                + "\r\nContent-Length: 1000001\r\n\r\n");
        RawHttp preflight = siege.http();
        preflight.sendRequest("OPTIONS", session.target(), new byte[0], origin, "Access-Control-Request-Method: POST");
        RawHttp badUpgrade = siege.http();
        for (RawHttp.Response answer : List.of(
                tooLarge.read(),
                preflight.read(),
                RawWebSocket.handshake(badUpgrade, Client.TARGET, origin, "Upgrade: websocket"),
                session.post("42[\"echo\"]", origin),
                siege.http().get(session.target(), origin),
                siege.http().get(Poller.TARGET + "&sid=none", origin),
                siege.http().get("/socket.io/", origin),
                RawWebSocket.handshake(upgrade, Client.TARGET, origin))) {
            assertThat(answer.header("access-control-allow-origin")).isEqualTo(ALLOWED);
            assertThat(answer.header("vary")).contains("Origin");
            assertThat(answer.header("access-control-allow-credentials")).isEqualTo("true");
        }
    }

    @Test
    @Row("O5")
    void theCookieIsSetOnceAndNeverRead() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.defaults().withName("io; Domain=evil"));
        siege.start(options -> options.cookie(CookieOptions.defaults()));
        RawHttp http = siege.http();
        RawHttp.Response open = http.get(Poller.TARGET);
        String sid = Client.sidOf(open.text());
        assertThat(open.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; SameSite=Lax");
        RawHttp.Response post = http.post(Poller.TARGET + "&sid=" + sid, "40");
        assertThat(post.headers()).doesNotContainKey("set-cookie");
        RawHttp socket = siege.http();
        RawHttp.Response upgraded = RawWebSocket.handshake(socket, Client.TARGET, "Cookie: io=" + sid);
        assertThat(upgraded.header("set-cookie"))
                .startsWith("io=")
                .endsWith("; Path=/; HttpOnly; SameSite=Lax")
                .doesNotContain(sid);
        http.post(Poller.TARGET + "&sid=" + sid, "1");
    }

    @Row("O6")
    @ParameterizedTest
    @ValueSource(strings = {"refuses", "throws", "fails later", "never answers"})
    void whoIsNotLetInGetsA403(String login) {
        SocketIoServer io = siege.start(options -> options.allowRequest(request -> hook(login, request.query()))
                .limits(EngineLimits.builder()
                        .allowRequestTimeout(Duration.ofMillis(500))
                        .build()));
        if (login.equals("throws") || login.equals("fails later")) {
            siege.expectLine("the allowRequest hook has failed");
        }
        siege.port();
        String bad = "&login=bad";
        assertForbidden(siege.http().get(Poller.TARGET + bad));
        RawHttp upgrade = siege.http();
        upgrade.sendGet(Client.TARGET + bad, RawWebSocket.upgradeHeaders());
        assertForbidden(upgrade.read());
        assertThat(io.sessionCount()).isOne();
    }

    @Test
    @Row("O6")
    void whoWaitsForTheLoginIsCountedAndNotYetThere() {
        CompletableFuture<AllowRequest.Verdict> verdict = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        SocketIoServer io = siege.start(options -> options.allowRequest(request -> {
                    if (!request.query().containsKey("login")) {
                        return CompletableFuture.completedFuture(AllowRequest.Verdict.allowed());
                    }
                    asked.incrementAndGet();
                    return verdict.copy();
                })
                .limits(EngineLimits.builder().pendingHandshakes(3).build()));
        siege.port();
        List<RawHttp> waiting = List.of(siege.http(), siege.http(), siege.http());
        waiting.forEach(http -> http.sendGet(Poller.TARGET + "&login=slow"));
        await().until(() -> asked.get() == waiting.size() && OpenChannels.allIsRead(siege.port()));
        RawHttp.Response full = siege.http().get(Poller.TARGET + "&login=slow");
        assertThat(full.status()).isEqualTo(503);
        assertThat(full.header("retry-after")).isNotEmpty();
        assertThat(io.sessionCount()).isOne();
        verdict.complete(AllowRequest.Verdict.refused("come back tomorrow"));
        for (RawHttp http : waiting) {
            RawHttp.Response answer = http.read();
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.text()).isEqualTo("{\"code\":4,\"message\":\"come back tomorrow\"}");
        }
    }

    @Test
    @Row("O6")
    void whatComesBeforeTheVerdictIsHeardAfterIt() {
        CompletableFuture<AllowRequest.Verdict> verdict = new CompletableFuture<>();
        siege.start(options -> options.allowRequest(request -> request.query().containsKey("login")
                ? verdict
                : CompletableFuture.completedFuture(AllowRequest.Verdict.allowed())));
        RawHttp http = siege.http();
        http.sendGet(Client.TARGET + "&login=slow", RawWebSocket.upgradeHeaders());
        http.sendBytes(Hex.bytes("81 82 00000000 3430"));
        assertThat(http.staysSilent(Duration.ofMillis(200))).isTrue();
        http.sendBytes(Hex.bytes("81 8a 00000000 34325b226563686f225d"));
        assertThat(http.staysSilent(Duration.ofMillis(200))).isTrue();
        assertThat(siege.heard).isEmpty();
        verdict.complete(AllowRequest.Verdict.allowed());
        assertThat(http.readHead().status()).isEqualTo(101);
        await().until(() -> siege.heard.contains("echo"));
    }

    @Test
    @Row("O7")
    void nothingIsDeliveredBeforeTheMiddlewareSaidYes() {
        CompletableFuture<Void> decision = new CompletableFuture<>();
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        SocketIoServer io = siege.io();
        io.of("/guarded").useAsync(connection -> decision).onConnection(socket -> {
            heard.add("connected");
            socket.onAny((event, args) -> heard.add(event));
        });
        Client client = siege.client();
        client.send("40/guarded,");
        client.send("42/guarded,[\"too early\"]");
        io.of("/guarded").emit("for those inside");
        client.echo("still here");
        assertThat(heard).isEmpty();
        decision.completeExceptionally(new ConnectionRefused("not you"));
        assertThat(client.read()).isEqualTo("44/guarded,{\"message\":\"not you\"}");
        client.echo("and nothing more");
        assertThat(heard).isEmpty();
    }

    @Test
    @Row("O8")
    void whoSpeaksForAnotherAddressIsNotBelieved() {
        Queue<InetAddress> seen = new ConcurrentLinkedQueue<>();
        siege.onConnection(socket -> seen.add(socket.handshake().remoteAddress().getAddress()));
        siege.port();
        siege.closing(Client.open(
                        siege.port(), "X-Forwarded-For: 10.1.2.3", "Forwarded: for=10.1.2.3", "X-Real-IP: 10.1.2.3"))
                .join()
                .echo("hello");
        assertThat(seen).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
    }

    private void startWithOneOrigin() {
        siege.start(options -> options.cors(
                CorsOptions.builder().origins(ALLOWED).credentials(true).build()));
    }

    private static CompletableFuture<AllowRequest.Verdict> hook(String login, Map<String, String> query) {
        if (!query.containsKey("login")) {
            return CompletableFuture.completedFuture(AllowRequest.Verdict.allowed());
        }
        return switch (login) {
            case "refuses" -> CompletableFuture.completedFuture(AllowRequest.Verdict.refused());
            case "throws" -> throw new IllegalStateException("thrown by the row");
            case "fails later" -> CompletableFuture.failedFuture(new IllegalStateException("failed by the row"));
            default -> new CompletableFuture<>();
        };
    }

    private static void assertForbidden(RawHttp.Response answer) {
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.text()).isEqualTo(FORBIDDEN);
        assertThat(answer.header("access-control-allow-origin")).doesNotContain("evil");
    }
}
