package dev.socketwire.frames.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seeded random messages: what is written is what is read, in both roles, cut anywhere. */
class RoundTripTest {
    private static final PooledByteBufAllocator POOL = PooledByteBufAllocator.DEFAULT;
    private static final int MESSAGES = 30;

    private final SplittableRandom random = new SplittableRandom(6455);

    @Test
    void aClientReadsWhatAServerWrites() {
        List<String> sent = new ArrayList<>();
        ByteBuf wire = POOL.buffer();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] payload = payload();
            ByteBuf message = POOL.buffer(MessageWriter.HEADER_ROOM + payload.length)
                    .setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM)
                    .writeBytes(payload);
            append(wire, MessageWriter.binaryInPlace(message));
            sent.add(told(payload));
        }
        assertThat(read(Role.CLIENT, null, wire)).isEqualTo(sent);
    }

    @Test
    void aServerReadsWhatAClientWrites() {
        List<String> sent = new ArrayList<>();
        ByteBuf wire = POOL.buffer();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] payload = payload();
            append(wire, MessageWriter.masked(POOL, Unpooled.wrappedBuffer(payload), false, random.nextInt()));
            sent.add(told(payload));
        }
        assertThat(read(Role.SERVER, null, wire)).isEqualTo(sent);
    }

    @ParameterizedTest
    @CsvSource({"false, 15", "true, 15", "false, 9", "true, 9", "false, 8", "false, 12"})
    void aClientInflatesWhatAServerDeflates(boolean forgets, int windowBits) {
        DeflateAgreement agreement = new DeflateAgreement(forgets, false, windowBits, 6, 0);
        MessageDeflater deflater = new MessageDeflater(agreement);
        List<String> sent = new ArrayList<>();
        ByteBuf wire = POOL.buffer();
        for (int i = 0; i < MESSAGES; i++) {
            byte[] payload = payload();
            ByteBuf deflated = deflater.deflate(Unpooled.wrappedBuffer(payload), POOL);
            append(wire, MessageWriter.compressedInPlace(deflated, false));
            sent.add(told(payload));
        }
        deflater.close();
        assertThat(read(Role.CLIENT, agreement, wire)).isEqualTo(sent);
    }

    private List<String> read(Role role, @Nullable DeflateAgreement agreement, ByteBuf wire) {
        try (Reading reading = new Reading(role, WebSocketLimits.defaults(), agreement)) {
            while (wire.isReadable()) {
                int cut = Math.min(wire.readableBytes(), random.nextInt(1, 4000));
                assertThat(reading.feed(wire.readBytes(cut))).isTrue();
            }
            return reading.events();
        } finally {
            wire.release();
        }
    }

    /** Repeats itself now and then, so that there is something to compress. */
    private byte[] payload() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(1, 5000))];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = i > 300 && random.nextInt(10) > 0 ? bytes[i - 300] : (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static void append(ByteBuf wire, ByteBuf frame) {
        wire.writeBytes(frame);
        frame.release();
    }

    private static String told(byte[] payload) {
        return ("binary " + ByteBufUtil.hexDump(payload)).strip();
    }
}
