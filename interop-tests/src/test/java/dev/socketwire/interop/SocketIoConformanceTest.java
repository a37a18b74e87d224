package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.socketwire.testkit.RawWebSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the protocol of Socket.IO, revision 5, asks of a server, packet by packet on a raw WebSocket. */
class SocketIoConformanceTest {
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
    void theMainNamespaceIsJoined() {
        try (RawWebSocket socket = opened(server.port())) {
            socket.sendText("40");
            assertThat(socket.readText()).matches("40\\{\"sid\":\"[\\w-]{20,}\"}");
        }
    }

    @Test
    void aNamespaceIsJoinedWithAuth() {
        try (RawWebSocket socket = opened(server.port())) {
            socket.sendText("40/private,{\"token\":\"secret\",\"name\":\"me\"}");
            assertThat(socket.readText()).matches("40/private,\\{\"sid\":\"[\\w-]{20,}\"}");
            socket.sendText("42/private,7[\"my name\"]");
            assertThat(socket.readText()).isEqualTo("43/private,7[\"me\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"40/other,", "40/other", "40/other,{}"})
    void aNamespaceIsJoinedWithoutAuth(String connect) {
        try (RawWebSocket socket = opened(server.port())) {
            socket.sendText(connect);
            assertThat(socket.readText()).startsWith("40/other,{\"sid\":\"");
        }
    }

    @Test
    void aRefusalCarriesMessageAndData() {
        try (RawWebSocket socket = opened(server.port())) {
            socket.sendText("40/private,{\"token\":\"guess\"}");
            assertThat(socket.readText())
                    .isEqualTo(
                            "44/private,{\"message\":\"not authorized\",\"data\":{\"code\":4001,\"hint\":\"bring a token\"}}");
        }
    }

    @Test
    void anUnknownNamespaceIsRefused() {
        try (RawWebSocket socket = opened(server.port())) {
            socket.sendText("40/random,");
            assertThat(socket.readText()).isEqualTo("44/random,{\"message\":\"Invalid namespace\"}");
            socket.sendText("40");
            assertThat(socket.readText()).startsWith("40{");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4abc",
                "4",
                "47",
                "4x",
                "40null",
                "40[]",
                "40\"x\"",
                "42[\"echo\",\"before the connect\"]",
                "41",
                "44{\"message\":\"mine\"}"
            })
    void aFirstPacketThatIsNoConnectEndsTheConnection(String packet) {
        try (RawWebSocket socket = opened(server.port())) {
            socket.sendText(packet);
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void aConnectionWithoutANamespaceEndsAfterTheConnectTimeout() {
        try (RawWebSocket socket = opened(server.impatientPort())) {
            RawWebSocket.Frame frame = socket.read();
            while (frame.opcode() == RawWebSocket.TEXT) {
                socket.sendText("3");
                frame = socket.read();
            }
            assertThat(frame.opcode()).isEqualTo(RawWebSocket.CLOSE);
        }
    }

    @Test
    void aDisconnectedNamespaceCanBeJoinedAgainAtOnce() {
        assumeFalse(ServerUnderTest.isReference(), "the reference closes where both come in one turn");
        try (RawWebSocket socket = joined()) {
            socket.sendText("41");
            socket.sendText("40");
            assertThat(socket.readText()).startsWith("40{\"sid\":\"");
            assertThat(socket.readText()).isEqualTo("42[\"welcome\",\"to\",\"you\"]");
        }
    }

    @Test
    void leavingOneNamespaceLeavesTheOthers() {
        try (RawWebSocket socket = joined()) {
            socket.sendText("40/other,");
            assertThat(socket.readText()).startsWith("40/other,{");
            assertThat(socket.readText()).startsWith("42/other,[\"welcome\"");
            socket.sendText("41/other,");
            socket.sendText("421[\"echo back\",\"here\"]");
            assertThat(socket.readText()).isEqualTo("431[\"here\"]");
        }
    }

    @Test
    void theServersDisconnectIsAPacket() {
        try (RawWebSocket socket = joined()) {
            socket.sendText("42[\"disconnect me\",false]");
            assertThat(socket.readText()).isEqualTo("41");
            assertThat(socket.staysSilent(Duration.ofMillis(100))).isTrue();
        }
    }

    @Test
    void theServersCloseIsAPacketAndTheEnd() {
        try (RawWebSocket socket = joined()) {
            socket.sendText("42[\"disconnect me\",true]");
            assertThat(socket.readText()).isEqualTo("41");
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"echo\"]",
                "[\"echo\",1,\"2\",{\"3\":[true]}]",
                "[\"echo\",null]",
                "[\"echo\",\"\u00e9 \ud83d\ude00\"]",
                "[\"echo\",{\"__proto__\":1}]",
                "[\"echo\",9007199254740991,-0.5,1e+21]"
            })
    void anEventIsServed(String event) {
        try (RawWebSocket socket = joined()) {
            socket.sendText("42" + event);
            assertThat(socket.readText()).isEqualTo("42" + event);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "12", "456789", "9007199254740991"})
    void anAcknowledgementCarriesTheIdOfItsEvent(String id) {
        try (RawWebSocket socket = joined()) {
            socket.sendText("42" + id + "[\"echo back\",1,\"2\",{\"3\":[false]}]");
            assertThat(socket.readText()).isEqualTo("43" + id + "[1,\"2\",{\"3\":[false]}]");
        }
    }

    @Test
    void binaryComesInItsOwnFramesInOrder() {
        String binaryEvent = "452-[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]";
        try (RawWebSocket socket = joined()) {
            socket.sendText(binaryEvent);
            socket.sendBinary(new byte[] {1, 2, 3});
            socket.sendBinary(new byte[] {4});
            assertThat(socket.readText()).isEqualTo(binaryEvent);
            assertThat(socket.readBinary()).containsExactly(1, 2, 3);
            assertThat(socket.readBinary()).containsExactly(4);
        }
    }

    @Test
    void anAcknowledgementMayCarryBinary() {
        try (RawWebSocket socket = joined()) {
            socket.sendText("451-789[\"echo back\",{\"_placeholder\":true,\"num\":0}]");
            socket.sendBinary(new byte[] {1, 2, 3});
            assertThat(socket.readText()).isEqualTo("461-789[{\"_placeholder\":true,\"num\":0}]");
            assertThat(socket.readBinary()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void anAcknowledgementOfTheClientIsTaken() {
        try (RawWebSocket socket = joined()) {
            socket.sendText("42[\"ask me\",1]");
            String question = socket.readText();
            assertThat(question).matches("42\\d+\\[\"question\",1]");
            String id = question.substring(2, question.indexOf('['));
            socket.sendText("43" + id + "[\"answer\"]");
            socket.sendText("43" + id + "[\"once more\"]");
            socket.sendText("4399[]");
            assertThat(socket.readText()).isEqualTo("42[\"answered\",\"answer\"]");
            socket.sendText("421[\"echo back\",\"alive\"]");
            assertThat(socket.readText()).isEqualTo("431[\"alive\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "42{}",
                "42[]",
                "42[null]",
                "42[{}]",
                "42[\"echo\"",
                "42[\"echo\",]",
                "42[\"echo\"]x",
                "42abc[\"echo\",1]",
                "421.5[\"echo\",1]",
                "42[\"connect\"]",
                "42[\"disconnecting\"]",
                "41{}",
                "43{}",
                "40",
                "42/other,[\"echo\",1]",
                "44{\"message\":\"x\"}",
                "45-[\"echo\"]",
                "45x-[\"echo\"]",
                "4511-[\"echo\"]"
            })
    void aBrokenPacketEndsTheConnection(String packet) {
        assumeFalse(ServerUnderTest.isReference() && packet.startsWith("45-"), "the reference of 4.8.4 waits");
        try (RawWebSocket socket = joined()) {
            socket.sendText(packet);
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void bytesThatNobodyAnnouncedEndTheConnection() {
        try (RawWebSocket socket = joined()) {
            socket.sendBinary(new byte[] {1});
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @Test
    void textInTheMiddleOfABinaryEventEndsTheConnection() {
        try (RawWebSocket socket = joined()) {
            socket.sendText("452-[\"echo\",{\"_placeholder\":true,\"num\":0},{\"_placeholder\":true,\"num\":1}]");
            socket.sendBinary(new byte[] {1});
            socket.sendText("42[\"echo\",1]");
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"splice\"", "5", "-1"})
    void aPlaceholderForNothingEndsTheConnection(String num) {
        try (RawWebSocket socket = joined()) {
            socket.sendText("451-[\"echo\",{\"_placeholder\":true,\"num\":" + num + "}]");
            socket.sendBinary(new byte[] {1});
            assertThat(socket.readClose()).isEqualTo(1005);
        }
    }

    private static RawWebSocket opened(int port) {
        RawWebSocket socket = RawWebSocket.connect(port, "/socket.io/?EIO=4&transport=websocket");
        assertThat(socket.readText()).startsWith("0{");
        return socket;
    }

    private static RawWebSocket joined() {
        return EngineConformanceTest.joinedWebSocket(server.port());
    }
}
