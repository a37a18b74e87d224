package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Base64TextTest {
    @ParameterizedTest
    @CsvSource({"Zg==,66", "Zm8=,666f", "Zm9v,666f6f", "Zm9vYg==,666f6f62", "+/+/,fbffbf", "AAAA,000000"})
    void textBecomesData(String text, String hex) throws PacketFormatException {
        assertThat(decode(text)).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A", // one character holds no byte
                "AA", // padding is missing
                "AAA",
                "AA=", // half of it is
                "=", // padding of nothing
                "A===",
                "====",
                "AA==A", // data after padding
                "AA==AAAA",
                "AAA==", // padding after padding
                "AA=A", // data within padding
                "AB==", // the same byte as AA==
                "AAB=",
                "AA-_", // the alphabet of URLs
                "AA A",
                "AA\tA",
                "AAA\u0000",
                "AA\u00e4A",
            })
    void whatNoWriterWritesIsRefused(String text) {
        assertThatThrownBy(() -> decode(text)).isInstanceOf(PacketFormatException.class);
    }

    @Test
    void lineEndsAreSkippedWhereverTheyStand() throws PacketFormatException {
        assertThat(decode("\nZm9\r\nvYg=\n=\r\n")).isEqualTo("666f6f62");
    }

    @Test
    void linesAsTheJavaClientBreaksThemAreRead() throws PacketFormatException {
        byte[] data = new byte[10_000];
        new SplittableRandom(7).nextBytes(data);
        String lines = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(data) + "\n";

        assertThat(decode(lines)).isEqualTo(ByteBufUtil.hexDump(data));
    }

    @ParameterizedTest
    @ValueSource(ints = {4_094, 4_095, 4_096, 4_097, 4_098})
    void aGroupMayStandAcrossTwoParts(int lineEnds) throws PacketFormatException {
        assertThat(decode("\n".repeat(lineEnds) + "Zm9vYg==")).isEqualTo("666f6f62");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 3_071, 3_072, 3_073, 3_074, 6_144, 10_000})
    void dataIsWrittenAsTheJdkWritesIt(int length) {
        byte[] data = new byte[length];
        new SplittableRandom(length).nextBytes(data);
        ByteBuf out = Unpooled.buffer();

        Base64Text.encode(Unpooled.wrappedBuffer(data), out);

        assertThat(out.toString(StandardCharsets.US_ASCII))
                .isEqualTo(Base64.getEncoder().encodeToString(data))
                .hasSize(Base64Text.encodedSize(length));
    }

    private static String decode(String text) throws PacketFormatException {
        ByteBuf data = Base64Text.decode(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8));
        try {
            return ByteBufUtil.hexDump(data);
        } finally {
            data.release();
        }
    }
}
