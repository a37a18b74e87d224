package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PayloadScanTest {
    /** The bytes at which the rules of RFC 3629 change. */
    private static final int[] EDGES = {
        0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
        0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff
    };

    @Test
    void everyCharacterIsUtf8() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x1000 ? 1 : 61) {
            if (codePoint < 0xd800 || codePoint > 0xdfff) {
                assertThat(isUtf8(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)))
                        .as("U+%x", codePoint)
                        .isTrue();
            }
        }
    }

    @Test
    void bytesAtTheEdgesAreJudgedAsTheJdkJudgesThem() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200_000; round++) {
            byte[] bytes = new byte[random.nextInt(1, 6)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) EDGES[random.nextInt(EDGES.length)];
            }
            if (isUtf8(bytes) != jdkSays(bytes)) {
                assertThat(isUtf8(bytes)).as("%s", (Object) bytes).isEqualTo(jdkSays(bytes));
            }
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        ByteBuf body = Unpooled.wrappedBuffer(bytes);
        try {
            new PayloadScan((byte) 0x1e, 10).check(body, new RecordingSink());
            return true;
        } catch (PacketFormatException e) {
            return false;
        }
    }

    private static boolean jdkSays(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)) != null;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
