package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.DeflateAgreement;
import dev.socketwire.testkit.Chunks;
import dev.socketwire.testkit.Hex;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/** permessage-deflate (RFC 7692), the examples of its section 7.2.3 first. Mask keys are 00000000. */
class DeflateTest {
    private static final DeflateAgreement TAKEOVER = new DeflateAgreement(false, false, 15, 6, 0);
    private static final DeflateAgreement NO_TAKEOVER = new DeflateAgreement(true, true, 15, 6, 0);

    @Test
    void oneBlock() {
        assertThat(read(TAKEOVER, "c187 00000000 f248cdc9c90700")).containsExactly("text Hello"); // 7.2.3.1
    }

    @Test
    void oneBlockInTwoFragments() {
        assertThat(read(TAKEOVER, "4183 00000000 f248cd 8084 00000000 c9c90700"))
                .containsExactly("text Hello");
    }

    @Test
    void theWindowIsSharedByMessages() {
        assertThat(read(TAKEOVER, "c187 00000000 f248cdc9c90700 c185 00000000 f200110000")) // 7.2.3.2
                .containsExactly("text Hello", "text Hello");
    }

    @Test
    void aWindowThatWasToBeForgottenIsNotThere() {
        assertThat(read(NO_TAKEOVER, "c187 00000000 f248cdc9c90700 c185 00000000 f200110000"))
                .containsExactly("text Hello", "violation 1007");
    }

    @Test
    void aBlockWithoutCompression() {
        assertThat(read(TAKEOVER, "c18b 00000000 000500faff48656c6c6f00")).containsExactly("text Hello"); // 7.2.3.3
    }

    @Test
    void aFinalBlockEndsTheWindowNotTheMessage() {
        String message = "c188 00000000 f348cdc9c9070000"; // 7.2.3.4
        assertThat(read(TAKEOVER, message + message)).containsExactly("text Hello", "text Hello");
    }

    @Test
    void twoBlocksInOneMessage() {
        assertThat(read(TAKEOVER, "c18d 00000000 f248050000 00ffff cac9c90700"))
                .containsExactly("text Hello"); // 7.2.3.5
    }

    @Test
    void anEmptyMessage() {
        assertThat(read(TAKEOVER, "c181 00000000 00")).containsExactly("text"); // 7.2.3.6
    }

    @Test
    void everyCutGivesTheSame() {
        byte[] bytes = Hex.bytes("c187 00000000 f248cdc9c90700 8980 00000000 c188 00000000 f348cdc9c9070000");
        Chunks.everySize(bytes).forEach(chunks -> {
            try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), TAKEOVER)) {
                assertThat(reading.feedAll(chunks)).containsExactly("text Hello", "ping", "text Hello");
            }
        });
    }

    @Test
    void plainMessagesMayStandBetweenCompressedOnes() {
        assertThat(read(TAKEOVER, "c187 00000000 f248cdc9c90700 8181 00000000 61 c185 00000000 f200110000"))
                .containsExactly("text Hello", "text a", "text Hello");
    }

    @Test
    void garbageIs1007() {
        assertThat(read(TAKEOVER, "c183 00000000 ffffff")).containsExactly("violation 1007");
    }

    @Test
    void garbageBehindAFinalBlockIs1007() {
        assertThat(read(TAKEOVER, "c18a 00000000 f348cdc9c90700 ffffff")).containsExactly("violation 1007");
    }

    @Test
    void badUtf8IsSeenBeforeItsMessageEnds() {
        byte[] deflated = deflated("abc".getBytes(StandardCharsets.US_ASCII), new byte[] {(byte) 0xff});
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), TAKEOVER)) {
            assertThat(reading.feed(frame(0x41, deflated))).isFalse();
            assertThat(reading.events()).containsExactly("violation 1007");
        }
    }

    @Test
    void aMessageThatInflatesToTheLimitIsTaken() {
        byte[] deflated = deflated(new byte[100_000]);
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.ofMessageBytes(100_000), TAKEOVER)) {
            assertThat(reading.feed(frame(0xc2, deflated))).isTrue();
            assertThat(reading.events()).hasSize(1).first().asString().hasSize(7 + 200_000);
        }
    }

    @Test
    void oneByteMoreIs1009() {
        byte[] deflated = deflated(new byte[100_001]);
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.ofMessageBytes(100_000), TAKEOVER)) {
            assertThat(reading.feed(frame(0xc2, deflated))).isFalse();
            assertThat(reading.events()).containsExactly("violation 1009");
        }
    }

    @Test
    void aBombIsNotInflatedBeyondTheLimit() {
        byte[] bomb = deflated(new byte[64 * 1024 * 1024]);
        assertThat(bomb.length).isLessThan(70_000);
        UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
        MessageInflater inflater = new MessageInflater(true, 1_000_000);
        ByteBuf out = allocator.buffer(256);
        try {
            inflater.inflate(Unpooled.wrappedBuffer(bomb), 0, bomb.length, out);
            throw new AssertionError("inflated");
        } catch (ProtocolViolation e) {
            assertThat(e.closeCode()).isEqualTo(1009);
            assertThat(allocator.metric().usedHeapMemory()).isLessThanOrEqualTo(1 << 20);
        } finally {
            out.release();
            inflater.close();
        }
    }

    @Test
    void anEmptyMessageIsOneByteTimeAndAgain() {
        MessageDeflater deflater = new MessageDeflater(TAKEOVER);
        for (int i = 0; i < 3; i++) {
            ByteBuf deflated = deflater.deflate(Unpooled.EMPTY_BUFFER, PooledByteBufAllocator.DEFAULT);
            assertThat(deflated.readableBytes()).isEqualTo(1);
            assertThat(deflated.readByte()).isZero();
            deflated.release();
        }
        deflater.close();
        deflater.close();
    }

    @Test
    void aMessageThatDoesNotCompressGrowsTheBuffer() {
        MessageDeflater deflater = new MessageDeflater(new DeflateAgreement(false, false, 15, 1, 0));
        byte[] noise = new byte[5000];
        new SplittableRandom(1).nextBytes(noise);
        ByteBuf deflated = deflater.deflate(Unpooled.wrappedBuffer(noise), PooledByteBufAllocator.DEFAULT);
        assertThat(deflated.readableBytes()).isGreaterThan(4990);
        deflated.release();
        deflater.close();
    }

    private static List<String> read(DeflateAgreement agreement, String hex) {
        try (Reading reading = new Reading(Role.SERVER, WebSocketLimits.defaults(), agreement)) {
            return reading.feedAll(List.of(Hex.bytes(hex)));
        }
    }

    /** Each part flushed, so that the next one begins at a byte; the tail is cut off the last. */
    private static byte[] deflated(byte[]... parts) {
        Deflater deflater = new Deflater(9, true);
        ByteBuf out = Unpooled.buffer();
        byte[] piece = new byte[8192];
        for (byte[] part : parts) {
            deflater.setInput(part);
            int count;
            do {
                count = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
                out.writeBytes(piece, 0, count);
            } while (count == piece.length);
        }
        deflater.end();
        byte[] bytes = new byte[out.readableBytes() - 4];
        out.readBytes(bytes);
        return bytes;
    }

    private static ByteBuf frame(int byte0, byte[] payload) {
        ByteBuf frame = PooledByteBufAllocator.DEFAULT.buffer();
        frame.writeByte(byte0);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        }
        return frame.writeInt(0).writeBytes(payload);
    }
}
