package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows E1 to E10: requests of Engine.IO that are wrong. */
class EngineRowsTest {
    private static final String UNKNOWN_TRANSPORT = "{\"code\":0,\"message\":\"Transport unknown\"}";
    private static final String BAD_METHOD = "{\"code\":2,\"message\":\"Bad handshake method\"}";
    private static final String BAD_REQUEST = "{\"code\":3,\"message\":\"Bad request\"}";
    private static final String UNSUPPORTED = "{\"code\":5,\"message\":\"Unsupported protocol version\"}";

    @RegisterExtension
    final Siege siege = new Siege();

    @Row("E1")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "EIO=4",
                "EIO=4&transport=tcp",
                "EIO=4&transport=__proto__",
                "EIO=4&transport=webtransport",
                "EIO=4&transport=polling&transport=tcp"
            })
    void aTransportThatIsNoneIsUnknown(String query) {
        assertRefused(siege.http().get("/socket.io/?" + query), UNKNOWN_TRANSPORT);
    }

    @Test
    @Row("E1")
    void ofTwoTransportsTheLastCountsAlone() {
        assertRefused(siege.http().get("/socket.io/?EIO=4&transport=polling&transport=websocket"), BAD_REQUEST);
    }

    @Row("E2")
    @ParameterizedTest
    @ValueSource(strings = {"", "EIO=3&", "EIO=5&", "EIO=4%20&", "EIO=04&"})
    void aRevisionThatIsNotSpokenIsRefusedBeforeAny101(String eio) {
        siege.start(options -> options.allowEIO3(false));
        assertRefused(siege.http().get("/socket.io/?" + eio + "transport=polling"), UNSUPPORTED);
        RawHttp http = siege.http();
        http.sendGet("/socket.io/?" + eio + "transport=websocket", RawWebSocket.upgradeHeaders());
        assertRefused(http.read(), UNSUPPORTED);
    }

    @Row("E3")
    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "OPTIONS"})
    void aHandshakeIsAGet(String method) {
        RawHttp http = siege.http();
        http.sendRequest(method, Poller.TARGET, new byte[0]);
        assertRefused(http.read(), BAD_METHOD);
    }

    @Row("E4")
    @ParameterizedTest
    @CsvSource({"nobody", "__proto__", "%00", "<script>", "6000 letters"})
    void anUnknownSidIsRefusedAndNotRepeated(String sid) {
        String sent = sid.equals("6000 letters") ? "x".repeat(6000) : sid;
        RawHttp.Response answer = siege.http().get(Poller.TARGET + "&sid=" + sent);
        assertRefused(answer, Siege.UNKNOWN_SID);
        RawHttp http = siege.http();
        http.sendGet(Client.TARGET + "&sid=" + sent, RawWebSocket.upgradeHeaders());
        assertRefused(http.read(), Siege.UNKNOWN_SID);
    }

    @Test
    @Row("E4")
    void aSidLongerThanALineMayBeIs414() {
        assertThat(siege.http()
                        .get(Poller.TARGET + "&sid=" + "x".repeat(100_000))
                        .status())
                .isEqualTo(414);
    }

    @Test
    @Row("E5")
    void theOtherTransportIsABadRequestAndTheSessionLives() {
        Poller session = siege.poller();
        assertRefused(siege.http().get(session.upgradeTarget()), BAD_REQUEST);
        RawWebSocket ws = siege.closing(session.probe());
        ws.sendText("5");
        ws.sendText("42[\"echo\",1]");
        assertThat(ws.readText()).isEqualTo("42[\"echo\",1]");
        assertRefused(siege.http().get(session.target()), BAD_REQUEST);
        assertRefused(session.post("42[\"echo\",2]"), BAD_REQUEST);
        ws.sendText("42[\"echo\",3]");
        assertThat(ws.readText()).isEqualTo("42[\"echo\",3]");
    }

    @Test
    @Row("E6")
    void aSecondPollEndsTheSessionAndTheFirstIsAnswered() {
        Poller session = siege.poller();
        session.park();
        RawHttp.Response second = siege.http().get(session.target());
        assertThat(second.status()).isEqualTo(400);
        assertThat(session.parked().text()).isEqualTo("1");
        siege.assertClosed(session.sid(), session.id(), "transport error");
    }

    @Test
    @Row("E6")
    void aSecondPostEndsTheSession() {
        Poller session = siege.poller();
        RawHttp first = siege.http();
        first.send("POST " + session.target() + " HTTP/1.1\r\nHost: a\r\nContent-Length: 12\r\n\r\n42[");
        siege.awaitRead();
        assertThat(first.staysSilent(Duration.ofMillis(100))).isTrue();
        assertThat(session.post("42[\"echo\"]").status()).isEqualTo(400);
        siege.assertClosed(session.sid(), session.id(), "transport error");
        first.send("\"echo\",1]");
        assertRefused(first.read(), Siege.UNKNOWN_SID);
        assertThat(siege.heard).doesNotContain("echo");
    }

    @Test
    @Row("E7")
    void tenThousandBinaryPostsLeaveNoFileOpen() {
        int posts = 10_000;
        // What the first ones have opened is there by now: classes, and the connections of the one beside us.
        refuseBinaryPosts(100);
        long before = OpenFiles.ofThisProcess();
        refuseBinaryPosts(posts);
        assertThat(OpenFiles.ofThisProcess()).as("open files").isLessThanOrEqualTo(before + 5);
        assertThat(siege.io().stats().refused(EngineRefusal.BAD_REQUEST)).isEqualTo(posts + 100);
        await().until(() -> siege.io().sessionCount() == 1);
    }

    /** All of them on connections that stay: one that is not answered to its end would be the last one of its connection. */
    private void refuseBinaryPosts(int posts) {
        try (RawHttp http = RawHttp.connect(siege.port())) {
            for (int i = 0; i < posts; i++) {
                String target = Poller.TARGET + "&sid="
                        + Client.sidOf(http.get(Poller.TARGET).text());
                RawHttp.Response answer = http.post(target, "bytes", "Content-Type: application/octet-stream");
                assertThat(answer.status()).isEqualTo(400);
            }
        }
    }

    @Test
    @Row("E7")
    void aBinaryPostIsRefusedToItsEnd() {
        for (int i = 0; i < Rounds.of(200); i++) {
            try (Poller session = Poller.open(siege.port())) {
                RawHttp.Response answer = session.post("bytes", "Content-Type: application/octet-stream");
                assertThat(answer.status()).isEqualTo(400);
                assertThat(session.posts().get("/").status()).isEqualTo(404);
                siege.assertUnknown(session.sid());
            }
        }
    }

    @Row("E8")
    @ParameterizedTest
    @CsvSource({"abc, parse error", "'', parse error", "2, transport error", "1, transport close"})
    void aPostOfNoPacketEndsTheSession(String body, String reason) {
        Poller session = siege.poller();
        RawHttp.Response answer = session.post(body);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).isEqualTo("ok");
        siege.assertClosed(session.sid(), session.id(), reason);
    }

    @Row("E9")
    @ParameterizedTest
    @ValueSource(strings = {"length", "chunks"})
    void aBodyOverTheLimitIs413AndTheSessionLives(String kind) {
        Poller session = siege.poller();
        String head = "POST " + session.target() + " HTTP/1.1\r\nHost: a\r\n";
        RawHttp http = siege.http();
        if (kind.equals("length")) {
            http.send(head + "Content-Length: 1000001\r\n\r\n4");
        } else {
            // The end of the body is never sent: the answer comes when the limit is passed.
            http.send(head + "Transfer-Encoding: chunked\r\n\r\nf4241\r\n" + "4".repeat(1_000_001));
        }
        assertThat(http.read().status()).isEqualTo(413);
        assertThat(session.post("42[\"echo\"]").text()).isEqualTo("ok");
        assertThat(session.poll()).isEqualTo("42[\"echo\"]");
        String most = "42[\"echo\",\"" + "x".repeat(1_000_000 - 13) + "\"]";
        assertThat(session.post(most).text()).isEqualTo("ok");
        assertThat(session.poll()).isEqualTo(most);
    }

    @Test
    @Row("E10")
    void morePacketsThanAPayloadMayHoldEndTheSession() {
        Poller session = siege.poller();
        assertThat(session.post(tiny(500_000)).text()).isEqualTo("ok");
        siege.assertClosed(session.sid(), session.id(), "parse error");
    }

    @Test
    @Row("E10")
    void tinyPacketsCostTimeInStepWithTheirBytes() {
        siege.start(options -> options.limits(
                EngineLimits.builder().packetsPerPayload(EngineLimits.UNLIMITED).build()));
        Poller session = siege.poller();
        cpuOf(session, 20_000);
        // The best of some: what else runs on this machine takes from the caches, too.
        Duration some = bestCpuOf(session, 20_000);
        Duration fourTimesAsMany = bestCpuOf(session, 80_000);
        assertThat(fourTimesAsMany).isLessThan(some.multipliedBy(10));
        assertThat(session.post("42[\"echo\"]").text()).isEqualTo("ok");
        assertThat(session.poll()).isEqualTo("42[\"echo\"]");
    }

    @Test
    @Row("E10")
    void aPayloadOfEventsArrivesInOrder() {
        siege.start(SocketIoServerBuilder::noHttpCompression);
        Poller session = siege.poller();
        StringBuilder body = new StringBuilder("42[\"0\"]");
        for (int i = 1; i < 10_000; i++) {
            body.append(Poller.SEPARATOR).append("42[\"").append(i).append("\"]");
        }
        siege.heard.clear();
        session.posts().timeout(Duration.ofSeconds(60));
        assertThat(session.post(body.toString()).text()).isEqualTo("ok");
        await().atMost(Duration.ofSeconds(30)).until(() -> siege.heard.size() == 10_000);
        int next = 0;
        for (String event : List.copyOf(siege.heard)) {
            assertThat(event).isEqualTo(Integer.toString(next++));
        }
    }

    private static Duration bestCpuOf(Poller session, int packets) {
        return Stream.generate(() -> cpuOf(session, packets))
                .limit(3)
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Duration cpuOf(Poller session, int packets) {
        Duration before = Cpu.ofLoops();
        assertThat(session.post(tiny(packets)).text()).isEqualTo("ok");
        return Cpu.ofLoops().minus(before);
    }

    private static String tiny(int packets) {
        return "3" + (Poller.SEPARATOR + "3").repeat(packets - 1);
    }

    private static void assertRefused(RawHttp.Response answer, String body) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).isEqualTo(body);
    }
}
