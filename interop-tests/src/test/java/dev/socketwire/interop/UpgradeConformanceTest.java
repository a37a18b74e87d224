package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The way from polling to WebSocket, step by step, on raw sockets. */
class UpgradeConformanceTest {
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
    void aSessionMovesToTheWebSocket() {
        try (PollingSession session = PollingSession.joined(server.port());
                RawWebSocket socket = probed(session)) {
            session.park();
            assertThat(session.answerOfPark().text())
                    .as("a poll is let go while a probe is under way")
                    .isEqualTo("6");
            socket.sendText("5");
            socket.sendText("42[\"echo\",\"over the new way\"]");
            assertThat(socket.readText()).isEqualTo("42[\"echo\",\"over the new way\"]");
        }
    }

    @Test
    void whatWasSentByPollingDuringTheProbeIsServed() {
        try (PollingSession session = PollingSession.joined(server.port());
                RawWebSocket socket = probed(session)) {
            session.post("42[\"echo\",\"by the old way\"]");
            socket.sendText("5");
            assertThat(socket.readText()).isEqualTo("42[\"echo\",\"by the old way\"]");
        }
    }

    @Test
    void pollingIsOverAfterTheUpgrade() {
        try (PollingSession session = PollingSession.joined(server.port());
                RawWebSocket socket = upgraded(session)) {
            RawHttp.Response poll = session.poll();
            assertThat(poll.status()).isEqualTo(400);
            assertThat(poll.text()).contains("\"code\":3");
            assertThat(session.post("42[\"echo\",\"x\"]").status()).isEqualTo(400);
            assertThat(socket.staysSilent(Duration.ofMillis(100))).isTrue();
        }
    }

    @Test
    void aSecondWebSocketForTheSessionIsClosed() {
        try (PollingSession session = PollingSession.joined(server.port());
                RawWebSocket socket = upgraded(session);
                RawHttp second = RawHttp.connect(server.port())) {
            RawHttp.Response answer = RawWebSocket.handshake(second, websocket(session));
            if (answer.status() == 101) {
                assertThat(second.endsWithoutAByte())
                        .as("no open packet for the second")
                        .isFalse();
            } else {
                assertThat(answer.status()).isEqualTo(400);
            }
            socket.sendText("42[\"echo\",\"the first lives\"]");
            assertThat(socket.readText()).isEqualTo("42[\"echo\",\"the first lives\"]");
        }
    }

    @Test
    void aBrokenProbeLeavesTheSessionWhereItIs() {
        try (PollingSession session = PollingSession.joined(server.port());
                RawWebSocket socket = RawWebSocket.connect(server.port(), websocket(session))) {
            socket.sendText("42[\"echo\",\"too early\"]");
            assertThat(socket.readClose()).isEqualTo(1005);
            session.post("42[\"echo\",\"still polling\"]");
            assertThat(session.pollText()).isEqualTo("42[\"echo\",\"still polling\"]");
        }
    }

    @Test
    void theHeartbeatOutlivesTheUpgrade() {
        try (PollingSession session = PollingSession.joined(server.impatientPort());
                RawWebSocket socket = upgradedAt(server.impatientPort(), session)) {
            for (int i = 0; i < 3; i++) {
                assertThat(socket.readText()).isEqualTo("2");
                socket.sendText("3");
            }
            assertThat(socket.readText()).isEqualTo("2");
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    private static RawWebSocket probed(PollingSession session) {
        return probedAt(server.port(), session);
    }

    private static RawWebSocket probedAt(int port, PollingSession session) {
        RawWebSocket socket = RawWebSocket.connect(port, websocket(session));
        socket.sendText("2probe");
        assertThat(socket.readText()).isEqualTo("3probe");
        return socket;
    }

    private static RawWebSocket upgraded(PollingSession session) {
        return upgradedAt(server.port(), session);
    }

    private static RawWebSocket upgradedAt(int port, PollingSession session) {
        RawWebSocket socket = probedAt(port, session);
        socket.sendText("5");
        socket.sendText("420[\"echo back\",1]");
        assertThat(EngineConformanceTest.readPastPings(socket)).isEqualTo("430[1]");
        return socket;
    }

    private static String websocket(PollingSession session) {
        return "/socket.io/?EIO=4&transport=websocket&sid=" + session.sid();
    }
}
