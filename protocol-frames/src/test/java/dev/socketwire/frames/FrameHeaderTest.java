package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.Hex;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHeaderTest {
    @Test
    void aMaskedTextOfFiveBytes() {
        assertThat(FrameHeader.parse(Hex.bytes("8185 37fa213d 7f9f4d5158")))
                .contains(new FrameHeader(true, false, 1, true, 5, 0x37fa213d, 6));
    }

    @Test
    void theGuideSaysHowItLooks() {
        assertThat(FrameHeader.parse(Hex.bytes("810548656c6c6f")))
                .hasToString("Optional[FrameHeader[fin=true, rsv1=false, opcode=1, masked=false, payloadLength=5,"
                        + " maskingKey=0, headerLength=2]]");
    }

    @Test
    void lengthsOfTwoAndEightBytes() {
        assertThat(FrameHeader.parse(Hex.bytes("427e fffe")))
                .contains(new FrameHeader(false, true, 2, false, 65_534, 0, 4));
        assertThat(FrameHeader.parse(Hex.bytes("827f 0000000100000000")))
                .contains(new FrameHeader(true, false, 2, false, 1L << 32, 0, 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"8185 37fa213d", "827e fffe", "82ff 0000000100000000 01020304"})
    void aHeaderThatIsNotCompleteIsNone(String hex) {
        byte[] header = Hex.bytes(hex);
        for (int length = 0; length < header.length; length++) {
            assertThat(FrameHeader.parse(Arrays.copyOf(header, length))).isEmpty();
        }
        assertThat(FrameHeader.parse(header)).isPresent();
    }
}
