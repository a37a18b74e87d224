package dev.socketwire.interop;

import static dev.socketwire.interop.PollingSession.SEPARATOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the protocol of Engine.IO, revision 4, asks of a server, on raw sockets. Messages are those of Socket.IO. */
class EngineConformanceTest {
    private static final String WEBSOCKET = "/socket.io/?EIO=4&transport=websocket";

    private static ServerUnderTest server;

    @BeforeAll
    static void start() {
        server = ServerUnderTest.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pollingOpensASession() {
        try (PollingSession session = PollingSession.open(server.port())) {
            assertHandshake(session.handshake());
            assertThat(session.handshake().get("upgrades").toString()).isEqualTo("[\"websocket\"]");
            assertThat(session.handshake().propertyNames())
                    .containsExactly("sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload");
        }
    }

    @Test
    void webSocketOpensASession() {
        try (RawWebSocket socket = RawWebSocket.connect(server.port(), WEBSOCKET)) {
            String open = socket.readText();
            assertThat(open).startsWith("0{");
            JsonNode handshake = JsonMapper.shared().readTree(open.substring(1));
            assertHandshake(handshake);
            assertThat(handshake.get("upgrades").isEmpty()).isTrue();
        }
    }

    private static void assertHandshake(JsonNode handshake) {
        assertThat(handshake.get("sid").asString()).hasSizeGreaterThanOrEqualTo(20);
        assertThat(handshake.get("pingInterval").asInt()).isEqualTo(25_000);
        assertThat(handshake.get("pingTimeout").asInt()).isEqualTo(20_000);
        assertThat(handshake.get("maxPayload").asInt()).isEqualTo(1_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, transport=polling, 5, Unsupported protocol version",
        "GET, EIO=abc&transport=polling, 5, Unsupported protocol version",
        "GET, EIO=4, 0, Transport unknown",
        "GET, EIO=4&transport=abc, 0, Transport unknown",
        "POST, EIO=4&transport=polling, 2, Bad handshake method",
        "PUT, EIO=4&transport=polling, 2, Bad handshake method",
        "GET, EIO=4&transport=websocket, 3, Bad request",
        "GET, EIO=4&transport=polling&sid=zzz, 1, Session ID unknown"
    })
    void aBadHandshakeIsRefusedWithItsCode(String method, String query, int code, String message) {
        try (RawHttp http = RawHttp.connect(server.port())) {
            http.sendRequest(method, "/socket.io/?" + query, new byte[0]);
            RawHttp.Response answer = http.read();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("content-type")).startsWith("application/json");
            assertThat(answer.text()).isEqualTo("{\"code\":" + code + ",\"message\":\"" + message + "\"}");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"EIO=4&transport=abc", "EIO=4", "EIO=4&transport=websocket&sid=zzz"})
    void aBadUpgradeIsRefused(String query) {
        try (RawHttp http = RawHttp.connect(server.port())) {
            assertThat(RawWebSocket.handshake(http, "/socket.io/?" + query).status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aBadRevisionIsRefusedBeforeTheUpgrade() {
        assumeFalse(ServerUnderTest.isReference(), "the reference upgrades first");
        try (RawHttp http = RawHttp.connect(server.port())) {
            assertThat(RawWebSocket.handshake(http, "/socket.io/?EIO=5&transport=websocket")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void aPayloadCarriesOnePacketOrMany() {
        try (PollingSession session = PollingSession.joined(server.port())) {
            RawHttp.Response ok = session.post(event("one"));
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.text()).isEqualTo("ok");
            RawHttp.Response poll = session.poll();
            assertThat(poll.header("content-type")).isEqualToIgnoringCase("text/plain; charset=UTF-8");
            assertThat(poll.text()).isEqualTo(event("one"));
            session.post(event("two") + SEPARATOR + event("three") + SEPARATOR + event("four"));
            assertThat(readPackets(session, 3)).containsExactly(event("two"), event("three"), event("four"));
        }
    }

    @Test
    void binaryInAPayloadIsBase64() {
        String bytes = Base64.getEncoder().encodeToString(new byte[] {1, 2, 3, 4});
        String header = "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]";
        try (PollingSession session = PollingSession.joined(server.port())) {
            session.post(header + SEPARATOR + "b" + bytes);
            assertThat(readPackets(session, 2)).containsExactly(header, "b" + bytes);
        }
    }

    @Test
    void aParkedPollIsAnsweredWhenThereIsSomething() {
        try (PollingSession session = PollingSession.joined(server.port())) {
            session.park();
            session.post(event("wake up"));
            assertThat(session.answerOfPark().text()).isEqualTo(event("wake up"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", SEPARATOR, "2"})
    void aPayloadThatIsNoneClosesTheSession(String payload) {
        try (PollingSession session = PollingSession.joined(server.port())) {
            assertThat(session.post(payload).status()).isIn(200, 400);
            await().until(session::isGone);
        }
    }

    @Test
    void aSecondPollClosesTheSession() {
        try (PollingSession session = PollingSession.joined(server.port());
                RawHttp other = RawHttp.connect(server.port())) {
            session.park();
            assertThat(other.get(session.target()).status()).isEqualTo(400);
            assertThat(session.answerOfPark().text()).isEqualTo("1");
            await().until(session::isGone);
        }
    }

    @Test
    void webSocketCarriesTextAndBinary() {
        try (RawWebSocket socket = joinedWebSocket(server.port())) {
            socket.sendText(event("text"));
            assertThat(socket.readText()).isEqualTo(event("text"));
            String header = "451-[\"echo\",{\"_placeholder\":true,\"num\":0}]";
            socket.sendText(header);
            socket.sendBinary(new byte[] {1, 2, 3, 4});
            assertThat(socket.readText()).isEqualTo(header);
            assertThat(socket.readBinary()).containsExactly(1, 2, 3, 4);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "9", "", "2"})
    void aFrameThatIsNoPacketClosesTheWebSocket(String frame) {
        try (RawWebSocket socket = joinedWebSocket(server.port())) {
            socket.sendText(frame);
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void pollingIsPingedAndLivesAsLongAsItAnswers() {
        try (PollingSession session = PollingSession.joined(server.impatientPort())) {
            for (int i = 0; i < 3; i++) {
                assertThat(session.pollText()).isEqualTo("2");
                session.post("3");
            }
            assertThat(session.pollText()).isEqualTo("2");
            assertThat(session.poll().text()).as("the end for want of a pong").isEqualTo("1");
            assertThat(session.isGone()).isTrue();
        }
    }

    @Test
    void webSocketIsPingedAndLivesAsLongAsItAnswers() {
        try (RawWebSocket socket = joinedWebSocket(server.impatientPort())) {
            for (int i = 0; i < 3; i++) {
                assertThat(socket.readText()).isEqualTo("2");
                socket.sendText("3");
            }
            assertThat(socket.readText()).isEqualTo("2");
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void aClosePacketEndsTheParkedPoll() {
        try (PollingSession session = PollingSession.joined(server.port())) {
            session.park();
            assertThat(session.post("1").status()).isEqualTo(200);
            assertThat(session.answerOfPark().text()).isEqualTo("6");
            assertThat(session.isGone()).isTrue();
        }
    }

    @Test
    void aClosePacketEndsTheWebSocket() {
        assumeFalse(ServerUnderTest.isReference(), "the reference ignores it");
        try (RawWebSocket socket = joinedWebSocket(server.port())) {
            socket.sendText("1");
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void aCloseFrameIsEchoed() {
        try (RawWebSocket socket = joinedWebSocket(server.port())) {
            socket.sendClose(1000, "bye");
            assertThat(socket.readClose()).isEqualTo(1000);
            assertThat(socket.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void aTooBigBodyIsRefusedAndTheSessionLives() {
        try (PollingSession session = PollingSession.joined(server.port())) {
            try (RawHttp other = RawHttp.connect(server.port())) {
                assertThat(other.post(session.target(), "4" + "x".repeat(1_000_000))
                                .status())
                        .isEqualTo(413);
            }
            session.post(event("alive"));
            assertThat(session.pollText()).isEqualTo(event("alive"));
        }
    }

    @Test
    void aTooBigMessageEndsTheWebSocket() {
        try (RawWebSocket socket = joinedWebSocket(server.port())) {
            socket.sendText("x".repeat(1_000_001));
            assertThat(socket.readClose()).isEqualTo(1009);
        }
    }

    @Test
    void connectionsOfPollingAreKept() {
        try (PollingSession session = PollingSession.joined(server.port())) {
            for (int i = 0; i < 20; i++) {
                assertThat(session.post(event("again")).header("connection")).isNotEqualToIgnoringCase("close");
                assertThat(session.pollText()).isEqualTo(event("again"));
            }
        }
    }

    @Test
    void silenceIsKeptWhereThereIsNothingToSay() {
        try (RawWebSocket socket = joinedWebSocket(server.port())) {
            assertThat(socket.staysSilent(Duration.ofMillis(200))).isTrue();
        }
    }

    static RawWebSocket joinedWebSocket(int port) {
        RawWebSocket socket = RawWebSocket.connect(port, WEBSOCKET);
        assertThat(socket.readText()).startsWith("0{");
        socket.sendText("40");
        assertThat(readPastPings(socket)).startsWith("40{\"sid\":\"");
        assertThat(readPastPings(socket)).isEqualTo("42[\"welcome\",\"to\",\"you\"]");
        return socket;
    }

    /** The next packet; the heartbeats of an impatient server are answered on the way. */
    static String readPastPings(RawWebSocket socket) {
        String packet = socket.readText();
        while (packet.equals("2")) {
            socket.sendText("3");
            packet = socket.readText();
        }
        return packet;
    }

    private static String event(String text) {
        return "42[\"echo\",\"" + text + "\"]";
    }

    private static String[] readPackets(PollingSession session, int count) {
        String packets = session.pollText();
        while (packets.split(SEPARATOR, -1).length < count) {
            packets += SEPARATOR + session.pollText();
        }
        return packets.split(SEPARATOR, -1);
    }
}
