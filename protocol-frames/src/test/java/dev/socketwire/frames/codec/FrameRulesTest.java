package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.DeflateAgreement;
import dev.socketwire.testkit.Hex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each MUST of RFC 6455, section 5, that a peer can break. */
class FrameRulesTest {
    private static final String BROKEN = "violation 1002";

    @Test
    void aClientMustMask() {
        assertThat(Reading.server("8100")).containsExactly(BROKEN); // 5.1
    }

    @Test
    void aServerMustNotMask() {
        assertThat(Reading.client("8180 00000000")).containsExactly(BROKEN); // 5.1
        assertThat(Reading.client("8101 61")).containsExactly("text a");
        assertThat(Reading.client("817e 0080" + "61".repeat(128))).containsExactly("text " + "a".repeat(128));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c1", "a1", "91", "f1"})
    void reservedBitsMustBeZeroWithoutAnExtension(String byte0) {
        assertThat(Reading.server(byte0)).containsExactly(BROKEN); // 5.2, seen at the first byte
    }

    @ParameterizedTest
    @ValueSource(strings = {"a1", "91", "e1"})
    void onlyTheFirstReservedBitIsPermessageDeflates(String byte0) {
        assertThat(deflating(byte0)).containsExactly(BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"83", "84", "85", "86", "87", "8b", "8c", "8d", "8e", "8f"})
    void reservedOpcodesMustNotBeUsed(String byte0) {
        assertThat(Reading.server(byte0)).containsExactly(BROKEN); // 5.2
    }

    @ParameterizedTest
    @ValueSource(strings = {"08", "09", "0a"})
    void controlFramesMustNotBeFragmented(String byte0) {
        assertThat(Reading.server(byte0)).containsExactly(BROKEN); // 5.5
    }

    @ParameterizedTest
    @ValueSource(strings = {"88fe", "89fe", "8afe", "89ff"})
    void controlFramesMustHaveAtMost125Bytes(String header) {
        assertThat(Reading.server(header)).containsExactly(BROKEN); // 5.5
    }

    @Test
    void aControlFrameOf125BytesIsTold() {
        assertThat(Reading.server("89fd 00000000" + "01".repeat(125))).containsExactly("ping " + "01".repeat(125));
    }

    @Test
    void aContinuationMustContinueSomething() {
        assertThat(Reading.server("8080 00000000")).containsExactly(BROKEN); // 5.4
        assertThat(Reading.server("8180 00000000 8080 00000000")).containsExactly("text", BROKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"8180 00000000", "8280 00000000", "0180 00000000"})
    void aMessageMustEndBeforeTheNextBegins(String next) {
        assertThat(Reading.server("0180 00000000" + next)).containsExactly(BROKEN); // 5.4
    }

    @Test
    void theShortestFormOfALengthMustBeUsed() {
        assertThat(Reading.server("82fe 007d 00000000")).containsExactly(BROKEN); // 5.2: 125 in 2 bytes
        assertThat(Reading.server("82ff 000000000000ffff 00000000")).containsExactly(BROKEN); // 65,535 in 8
    }

    @Test
    void theHighestBitOfALengthMustBeZero() {
        assertThat(Reading.server("82ff 8000000000000000 00000000")).containsExactly(BROKEN); // 5.2
    }

    @Test
    void aLengthMayTakeTwoOrEightBytes() {
        assertThat(Reading.server("82fe 007e 00000000" + "00".repeat(126)))
                .containsExactly("binary " + "00".repeat(126));
        assertThat(Reading.server("82ff 0000000000010000 00000000" + "00".repeat(65_536)))
                .containsExactly("binary " + "00".repeat(65_536));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c8", "c9", "ca"})
    void controlFramesMustNotBeCompressed(String byte0) {
        assertThat(deflating(byte0)).containsExactly(BROKEN); // RFC 7692, 6.1
    }

    @Test
    void onlyTheFirstFrameOfAMessageMayBeMarkedAsCompressed() {
        assertThat(deflating("4180 00000000 c080 00000000")).containsExactly(BROKEN); // RFC 7692, 6.1
    }

    @Test
    void badUtf8IsSeenWhileItsFrameIsStillArriving() {
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), null)) {
            assertThat(reading.feed(Hex.bytes("81ff 0000000000010000 00000000 61 62")))
                    .isTrue();
            assertThat(reading.feed(Hex.bytes("c0"))).isFalse();
            assertThat(reading.events()).containsExactly("violation 1007"); // 65,533 bytes before its end
        }
    }

    @Test
    void nothingIsReadAfterAViolation() {
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), null)) {
            assertThat(reading.feed(Hex.bytes("83"))).isFalse();
            assertThat(reading.feed(Hex.bytes("8181 00000000 61"))).isTrue();
            assertThat(reading.events()).containsExactly(BROKEN);
        }
    }

    @Test
    void aReaderThatItsSinkClosesReadsNoFurther() {
        List<Reading> reader = new ArrayList<>();
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), null)) {
            reader.add(reading);
            reading.feed(Hex.bytes("8181 00000000 61"));
            reader.get(0).close();
            reading.feed(Hex.bytes("8181 00000000 62"));
            assertThat(reading.events()).containsExactly("text a");
        }
    }

    private static List<String> deflating(String hex) {
        DeflateAgreement agreement = new DeflateAgreement(false, false, 15, 6, 0);
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), agreement)) {
            return reading.feedAll(List.of(Hex.bytes(hex)));
        }
    }
}
