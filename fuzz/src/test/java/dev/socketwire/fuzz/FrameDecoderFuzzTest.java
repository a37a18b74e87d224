package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageDeflater;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.codec.Role;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Frames, whose decoder has its door in {@code MessageReader}. The first byte of an input says which end reads it (2), whether
 * compression was agreed on (1), and in pieces of which length it comes (the rest); what follows is on the wire.
 */
class FrameDecoderFuzzTest {
    private static final int MAX_BYTES = 4_000;
    private static final WebSocketLimits LIMITS = new WebSocketLimits(3_000, MAX_BYTES, 16, Duration.ofSeconds(1));
    private static final DeflateAgreement DEFLATE = new DeflateAgreement(false, false, 15, 6, 0);
    private static final UnpooledByteBufAllocator HEAP = new UnpooledByteBufAllocator(false);

    /** A few bytes can inflate to a message of the limit, and do so again; what is kept at a time is checked as well. */
    private static final int INFLATED_FOR_EACH = 2 * MAX_BYTES;

    @FuzzTest
    void bytesAreMessagesOrAViolation(byte[] input) {
        if (input.length == 0) {
            return;
        }
        FrameLog.Setup setup = new FrameLog.Setup(
                (input[0] & 2) == 0 ? Role.SERVER : Role.CLIENT, LIMITS, (input[0] & 1) == 0 ? null : DEFLATE);
        int piece = 1 + (input[0] >> 2 & 0x3f);
        byte[] wire = Arrays.copyOfRange(input, 1, input.length);

        FrameLog whole = FrameLog.of(setup, wire, wire.length);
        FrameLog pieces = FrameLog.of(setup, wire, piece);
        assertThat(pieces.told()).as("told by pieces of %s", piece).isEqualTo(whole.told());
        assertThat(pieces.violation() == 0).isEqualTo(whole.violation() == 0);
        if (setup.deflate() == null) {
            assertThat(pieces.violation()).isEqualTo(whole.violation());
        }
        Cost.linear(wire.length, setup.deflate() == null ? 400 : INFLATED_FOR_EACH, 16)
                .check(() -> FrameLog.count(setup, wire, piece));
        whole.told().forEach(FrameDecoderFuzzTest::writtenAgainIsTheSame);
    }

    private static void writtenAgainIsTheSame(FrameLog.Told told) {
        ByteBuf payload = Unpooled.wrappedBuffer(told.bytes());
        switch (told.kind()) {
            case "text", "binary" -> {
                boolean text = told.kind().equals("text");
                assertReads(told, Role.SERVER, null, MessageWriter.masked(HEAP, payload, text, 0x1234_abcd));
                ByteBuf room = HEAP.buffer().setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM);
                room.writeBytes(told.bytes());
                assertReads(
                        told,
                        Role.CLIENT,
                        null,
                        text ? MessageWriter.textInPlace(room) : MessageWriter.binaryInPlace(room));
                MessageDeflater deflater = new MessageDeflater(DEFLATE);
                ByteBuf deflated = deflater.deflate(payload, HEAP);
                deflater.close();
                assertReads(told, Role.CLIENT, DEFLATE, MessageWriter.compressedInPlace(deflated, text));
            }
            case "ping" -> assertReads(told, Role.CLIENT, null, MessageWriter.ping(HEAP, payload));
            case "pong" -> assertReads(told, Role.CLIENT, null, MessageWriter.pong(HEAP, payload));
            default -> assertReads(told, Role.CLIENT, null, MessageWriter.close(HEAP, told.code(), told.text()));
        }
    }

    private static void assertReads(FrameLog.Told told, Role role, @Nullable DeflateAgreement deflate, ByteBuf frame) {
        byte[] wire = ByteBufUtil.getBytes(frame);
        frame.release();
        // What is random does not become shorter: more may be on the wire than is allowed to come in.
        WebSocketLimits wide = WebSocketLimits.ofMessageBytes(2 * MAX_BYTES);
        FrameLog again = FrameLog.of(new FrameLog.Setup(role, wide, deflate), wire, wire.length);
        assertThat(again.told()).isEqualTo(List.of(told));
    }
}
