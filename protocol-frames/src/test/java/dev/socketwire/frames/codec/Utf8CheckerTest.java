package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.testkit.Chunks;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8CheckerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "61",
                "6162636465666768",
                "616263646566676869",
                "c280",
                "dfbf",
                "e0a080",
                "ed9fbf",
                "ee8080",
                "efbfbf",
                "f0908080",
                "f3bfbfbf",
                "f48fbfbf",
                "6162636465666768c3a96162636465666768"
            })
    void goodTextIsGoodInEveryCut(String hex) {
        Chunks.everySize(Hex.bytes(hex))
                .forEach(chunks -> assertThat(firstBadByte(chunks)).isEqualTo(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "80, 0",
        "bf, 0",
        "c0, 0",
        "c1, 0",
        "f5, 0",
        "ff, 0",
        "c241, 1",
        "c2c2, 1",
        "e09f80, 1",
        "e0c0, 1",
        "eda080, 1",
        "e18041, 2",
        "f08f8080, 1",
        "f4908080, 1",
        "f18080c0, 3",
        "6162636465666768ff, 8",
        "61626364656667ff68, 7",
    })
    void badTextIsSeenAtItsFirstBadByteInEveryCut(String hex, int bad) {
        Chunks.everySize(Hex.bytes(hex))
                .forEach(chunks -> assertThat(firstBadByte(chunks)).isEqualTo(bad));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c3", "e282", "f09f98", "61c3"})
    void aTextMayNotEndWithinACharacter(String hex) {
        byte[] bytes = Hex.bytes(hex);
        assertThat(firstBadByte(List.of(bytes))).isEqualTo(bytes.length);
    }

    @Test
    void randomBytesAreJudgedAsTheJdkJudgesThem() {
        SplittableRandom random = new SplittableRandom(1);
        for (int round = 0; round < 100_000; round++) {
            byte[] bytes = new byte[random.nextInt(1, 12)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(128) : random.nextInt(128, 256));
            }
            assertThat(firstBadByte(List.of(bytes)) == -1).as(Hex.of(bytes)).isEqualTo(jdkAccepts(bytes));
        }
    }

    @Test
    void aCheckerIsReadyForTheNextTextAfterTheEnd() {
        Utf8Checker checker = new Utf8Checker();
        ByteBuf text = Unpooled.copiedBuffer("é", StandardCharsets.UTF_8);
        assertThatCode(() -> {
                    for (int i = 0; i < 2; i++) {
                        checker.check(text, 0, 2);
                        checker.end();
                    }
                })
                .doesNotThrowAnyException();
    }

    /** The index of the first bad byte, the length where the text ends too early, or -1. */
    private static int firstBadByte(List<byte[]> chunks) {
        Utf8Checker checker = new Utf8Checker();
        int at = 0;
        try {
            for (byte[] chunk : chunks) {
                ByteBuf bytes = Unpooled.wrappedBuffer(chunk);
                for (int length = 1; length <= chunk.length; length++) {
                    // A probe of its own finds how far this chunk is good; then the checker takes what is.
                    if (!isGood(chunks, at + length)) {
                        return at + length - 1;
                    }
                }
                checker.check(bytes, 0, chunk.length);
                at += chunk.length;
            }
            checker.end();
            return -1;
        } catch (ProtocolViolation e) {
            assertThat(e.closeCode()).isEqualTo(1007);
            return at;
        }
    }

    private static boolean isGood(List<byte[]> chunks, int length) {
        Utf8Checker checker = new Utf8Checker();
        int left = length;
        try {
            for (byte[] chunk : chunks) {
                int part = Math.min(left, chunk.length);
                checker.check(Unpooled.wrappedBuffer(chunk), 0, part);
                left -= part;
            }
            return true;
        } catch (ProtocolViolation e) {
            return false;
        }
    }

    private static boolean jdkAccepts(byte[] bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
