package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageWriterTest {
    private static final PooledByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;

    @Test
    void aTextOfTheSpecification() {
        assertThat(hex(MessageWriter.textInPlace(roomed("48656c6c6f")))).isEqualTo("810548656c6c6f"); // RFC 6455 5.7
    }

    @ParameterizedTest
    @CsvSource({
        "0, 8200",
        "125, 827d",
        "126, 827e007e",
        "65535, 827effff",
        "65536, 827f0000000000010000",
    })
    void theShortestFormOfALengthIsUsed(int length, String header) {
        assertThat(hex(MessageWriter.binaryHeader(POOL, length, false))).isEqualTo(header);
        ByteBuf message = POOL.buffer(MessageWriter.HEADER_ROOM + length)
                .setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM)
                .writeZero(length);
        ByteBuf frame = MessageWriter.binaryInPlace(message);
        assertThat(hex(frame)).isEqualTo(header + "00".repeat(length));
    }

    @Test
    void aCompressedMessageIsMarked() {
        assertThat(hex(MessageWriter.textHeader(POOL, 1, true))).isEqualTo("c101");
        assertThat(hex(MessageWriter.textHeader(POOL, 1, false))).isEqualTo("8101");
        assertThat(hex(MessageWriter.binaryHeader(POOL, 1, true))).isEqualTo("c201");
        assertThat(hex(MessageWriter.compressedInPlace(roomed("00"), true))).isEqualTo("c10100");
        assertThat(hex(MessageWriter.compressedInPlace(roomed("00"), false))).isEqualTo("c20100");
    }

    @Test
    void aClientMasks() {
        ByteBuf payload = Unpooled.copiedBuffer("Hello", StandardCharsets.US_ASCII);
        assertThat(hex(MessageWriter.masked(POOL, payload, true, 0x37fa213d))).isEqualTo("818537fa213d7f9f4d5158");
        assertThat(hex(MessageWriter.masked(POOL, payload, false, 0))).isEqualTo("82850000000048656c6c6f");
        assertThat(payload.readableBytes()).isEqualTo(5);
    }

    @Test
    void pingAndPongCarryTheirPayload() {
        ByteBuf payload = Hex.buffer("0102");
        assertThat(hex(MessageWriter.ping(POOL, payload))).isEqualTo("89020102");
        assertThat(hex(MessageWriter.pong(POOL, payload))).isEqualTo("8a020102");
        assertThat(payload.readableBytes()).isEqualTo(2);
    }

    @Test
    void aPingOf126BytesIsRefused() {
        ByteBuf payload = Unpooled.buffer().writeZero(126);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageWriter.ping(POOL, payload))
                .withMessageContainingAll("126", "125");
    }

    @Test
    void aCloseFrameCarriesCodeAndReason() {
        assertThat(hex(MessageWriter.close(POOL, 1000, ""))).isEqualTo("880203e8");
        assertThat(hex(MessageWriter.close(POOL, 4001, "bye"))).isEqualTo("88050fa1627965");
        assertThat(hex(MessageWriter.close(POOL, 1005, "unheard"))).isEqualTo("8800");
    }

    @Test
    void aCodeThatMayNotTravelIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageWriter.close(POOL, 1006, ""))
                .withMessageContaining("1006");
    }

    @ParameterizedTest
    @CsvSource({"é, 61", "€, 41", "😀, 30"})
    void aLongReasonIsCutBetweenTwoCharacters(String character, int fit) {
        ByteBuf frame = MessageWriter.close(POOL, 1000, character.repeat(200));
        String reason = frame.toString(4, frame.readableBytes() - 4, StandardCharsets.UTF_8);
        frame.release();
        assertThat(reason).isEqualTo(character.repeat(fit));
    }

    private static ByteBuf roomed(String hex) {
        return POOL.buffer()
                .setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM)
                .writeBytes(Hex.bytes(hex));
    }

    private static String hex(ByteBuf frame) {
        try {
            return ByteBufUtil.hexDump(frame);
        } finally {
            frame.release();
        }
    }
}
