package dev.socketwire.engineio.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes of chance, and bytes that are nearly right, give packets or the one declared exception, and cost what they weigh. */
class CodecFuzzTest {
    private static final int ROUNDS = 4_000;
    private static final int MAX_PACKETS = 100;
    private static final byte[] LIKELY = {
        '0', '4', '6', 'b', '=', 'A', 'Q', '/', '{', '"', 0x1e, 0x1e, '\n', (byte) 0xc3
    };

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void bytesOfChanceArePacketsOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(400)];
            random.nextBytes(bytes);
            decode(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23})
    void likelyBytesArePacketsOrRefused(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = new byte[random.nextInt(60)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = LIKELY[random.nextInt(LIKELY.length)];
            }
            decode(bytes);
        }
    }

    private void decode(byte[] bytes) {
        ByteBuf body = allocator.heapBuffer(bytes.length).writeBytes(bytes);
        long limit = allocator.metric().usedHeapMemory() + bytes.length;
        CountingSink sink = new CountingSink(allocator, limit);
        try {
            PayloadCodec.of(Revision.V4).decode(body, MAX_PACKETS, sink);
            assertThat(sink.packets).isPositive();
        } catch (PacketFormatException e) {
            assertThat(e).hasMessageMatching("[ -~]{1,100}");
        }
        try {
            PacketCodec.of(Revision.V4).decodeText(body, sink);
        } catch (PacketFormatException e) {
            assertThat(e).hasMessageMatching("[ -~]{1,100}");
        }
        assertThat(sink.packets).isLessThanOrEqualTo(MAX_PACKETS + 1);
        assertThat(sink.bytes).isLessThanOrEqualTo(2L * bytes.length);
        body.release();
        assertThat(allocator.metric().usedHeapMemory()).isZero();
    }

    private static final class CountingSink implements PacketSink {
        private final UnpooledByteBufAllocator allocator;
        private final long limit;
        private int packets;
        private long bytes;

        CountingSink(UnpooledByteBufAllocator allocator, long limit) {
            this.allocator = allocator;
            this.limit = limit;
        }

        @Override
        public void onPacket(PacketType type, ByteBuf data) {
            count(data);
        }

        @Override
        public void onBinary(ByteBuf data) {
            count(data);
        }

        private void count(ByteBuf data) {
            packets++;
            bytes += data.readableBytes();
            assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(limit);
        }
    }
}
