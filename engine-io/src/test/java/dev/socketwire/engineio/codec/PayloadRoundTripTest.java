package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadRoundTripTest {
    private static final List<PacketType> TYPES = List.of(PacketType.values());

    private final PayloadCodec codec = PayloadCodec.of(Revision.V4);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasWrittenIsRead(long seed) throws PacketFormatException {
        SplittableRandom random = new SplittableRandom(seed);
        RecordingSink expected = new RecordingSink();
        ByteBuf body = Unpooled.buffer();
        int size = 0;
        int packets = random.nextInt(1, 200);
        for (int i = 0; i < packets; i++) {
            if (random.nextBoolean()) {
                ByteBuf data = text(random);
                PacketType type = TYPES.get(random.nextInt(TYPES.size()));
                size += codec.textSize(data);
                codec.writeText(body, type, data);
                expected.onPacket(type, data);
            } else {
                ByteBuf data = bytes(random);
                size += codec.binarySize(data);
                codec.writeBinary(body, data);
                expected.onBinary(data);
            }
        }

        RecordingSink read = new RecordingSink();
        codec.decode(body, packets, read);

        assertThat(read.events()).isEqualTo(expected.events());
        assertThat(size).isEqualTo(body.readableBytes() + 1);
    }

    @Test
    void everyLengthOfBinaryDataComesBack() throws PacketFormatException {
        SplittableRandom random = new SplittableRandom(42);
        // 3,072 bytes are encoded and 4,096 characters are decoded at a time.
        for (int length = 3_060; length < 3_090; length++) {
            byte[] data = new byte[length];
            random.nextBytes(data);
            ByteBuf body = Unpooled.buffer();
            codec.writeBinary(body, Unpooled.wrappedBuffer(data));

            RecordingSink read = new RecordingSink();
            codec.decode(body, 1, read);

            RecordingSink expected = new RecordingSink();
            expected.onBinary(Unpooled.wrappedBuffer(data));
            assertThat(read.events()).isEqualTo(expected.events());
        }
    }

    private static ByteBuf text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            int codePoint = random.nextInt(0x20, 0x11_0000);
            text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? 'x' : codePoint);
        }
        return Unpooled.copiedBuffer(text, StandardCharsets.UTF_8);
    }

    private static ByteBuf bytes(SplittableRandom random) {
        byte[] data = new byte[random.nextInt(5_000)];
        random.nextBytes(data);
        return Unpooled.wrappedBuffer(data);
    }
}
