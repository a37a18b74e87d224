package dev.socketwire.frames.codec;

import static dev.socketwire.frames.CloseCode.PROTOCOL_ERROR;
import static dev.socketwire.frames.FrameHeader.B0_FIN;
import static dev.socketwire.frames.FrameHeader.B0_OPCODE;
import static dev.socketwire.frames.FrameHeader.B0_RSV1;
import static dev.socketwire.frames.FrameHeader.B0_RSV2_AND_3;
import static dev.socketwire.frames.FrameHeader.B1_LENGTH;
import static dev.socketwire.frames.FrameHeader.B1_MASK;
import static dev.socketwire.frames.FrameHeader.LENGTH_16;
import static dev.socketwire.frames.codec.MessageWriter.MAX_CONTROL_BYTES;

import dev.socketwire.frames.FrameHeader;
import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to frames, cut wherever the network cuts them. Checks the rules that one frame can break by itself (RFC 6455,
 * sections 5.1 to 5.5), each as soon as the byte is there that breaks it. Keeps at most an unfinished header.
 */
final class FrameDecoder {
    private static final int LONGEST_HEADER = 14;
    private static final int MASK_KEY = 4;
    private static final int MAX_LENGTH_16 = 65_535;

    private final boolean expectsMask;
    private final boolean allowsRsv1;
    private final FrameSink sink;

    /** The start of a header whose end has not come; null where there was no such header as yet. */
    private @Nullable ByteBuf unfinished;

    /** Bytes of payload to come; meaningless between two frames. */
    private long remaining;

    private boolean inPayload;
    private int maskKey;

    /**
     * @param role which end we are: a client masks its frames, a server does not
     * @param allowsRsv1 whether an extension gave the first reserved bit a meaning
     */
    FrameDecoder(Role role, boolean allowsRsv1, FrameSink sink) {
        this.expectsMask = role == Role.SERVER;
        this.allowsRsv1 = allowsRsv1;
        this.sink = sink;
    }

    /** Takes in all readable bytes of a lent buffer, whose indices stay where they are; payloads are unmasked in place. */
    void decode(ByteBuf in) throws ProtocolViolation {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (sink.wantsMore() && (at < end || (inPayload && remaining == 0))) {
            at = inPayload ? payload(in, at, end) : header(in, at, end);
        }
    }

    /** Whether it is between two frames and keeps nothing. */
    boolean isIdle() {
        return !inPayload && (unfinished == null || !unfinished.isReadable());
    }

    private int payload(ByteBuf in, int from, int end) throws ProtocolViolation {
        int length = (int) Math.min(remaining, end - from);
        if (expectsMask) {
            maskKey = Mask.apply(in, from, length, maskKey);
        }
        remaining -= length;
        inPayload = remaining > 0;
        sink.onPayload(in, from, length, !inPayload);
        return from + length;
    }

    private int header(ByteBuf in, int from, int end) throws ProtocolViolation {
        if (unfinished == null || !unfinished.isReadable()) {
            int length = parse(in, from, end - from);
            if (length > 0) {
                return from + length;
            }
            if (unfinished == null) {
                unfinished = Unpooled.buffer(LONGEST_HEADER);
            }
            unfinished.writeBytes(in, from, end - from);
            return end;
        }
        int kept = unfinished.readableBytes();
        int more = Math.min(LONGEST_HEADER - kept, end - from);
        unfinished.writeBytes(in, from, more);
        int length = parse(unfinished, 0, kept + more);
        if (length > 0) {
            unfinished.clear();
            return from + length - kept;
        }
        return end;
    }

    /** The length of the header, or 0 where it is not complete; rules are checked as far as its bytes are there. */
    private int parse(ByteBuf in, int from, int available) throws ProtocolViolation {
        int byte0 = in.getUnsignedByte(from);
        Opcode opcode = checkByte0(byte0);
        if (available < 2) {
            return 0;
        }
        int byte1 = in.getUnsignedByte(from + 1);
        checkByte1(byte1, opcode);
        int form = byte1 & B1_LENGTH;
        int length = 2 + FrameHeader.lengthBytes(form) + (expectsMask ? MASK_KEY : 0);
        if (available < length) {
            return 0;
        }
        remaining = payloadLength(in, from + 2, form);
        if (expectsMask) {
            maskKey = in.getInt(from + length - MASK_KEY);
        }
        inPayload = true;
        sink.onHeader((byte0 & B0_FIN) != 0, (byte0 & B0_RSV1) != 0, opcode, remaining);
        return length;
    }

    private Opcode checkByte0(int byte0) throws ProtocolViolation {
        if ((byte0 & B0_RSV2_AND_3) != 0 || ((byte0 & B0_RSV1) != 0 && !allowsRsv1)) {
            throw violation("5.2", "reserved bit set without an extension for it, first byte " + byte0);
        }
        Opcode opcode = Opcode.of(byte0 & B0_OPCODE);
        if (opcode == null) {
            throw violation("5.2", "reserved opcode " + (byte0 & B0_OPCODE));
        }
        if (opcode.isControl() && (byte0 & B0_FIN) == 0) {
            throw violation("5.5", "control frame in fragments, opcode " + opcode.code());
        }
        if (opcode.isControl() && (byte0 & B0_RSV1) != 0) {
            throw new ProtocolViolation(
                    PROTOCOL_ERROR, "RFC 7692 6.1", "compressed control frame, opcode " + opcode.code());
        }
        return opcode;
    }

    private void checkByte1(int byte1, Opcode opcode) throws ProtocolViolation {
        if (((byte1 & B1_MASK) != 0) != expectsMask) {
            throw violation("5.1", expectsMask ? "frame of a client without a mask" : "masked frame of a server");
        }
        if (opcode.isControl() && (byte1 & B1_LENGTH) > MAX_CONTROL_BYTES) {
            throw violation("5.5", "control frame over 125 bytes, opcode " + opcode.code());
        }
    }

    private static long payloadLength(ByteBuf in, int at, int form) throws ProtocolViolation {
        if (form < LENGTH_16) {
            return form;
        }
        if (form == LENGTH_16) {
            int length = in.getUnsignedShort(at);
            if (length < LENGTH_16) {
                throw violation("5.2", "length " + length + " in 2 bytes, needs none");
            }
            return length;
        }
        long length = in.getLong(at);
        if (length < 0) {
            throw violation("5.2", "length " + Long.toUnsignedString(length) + ", its highest bit must be 0");
        }
        if (length <= MAX_LENGTH_16) {
            throw violation("5.2", "length " + length + " in 8 bytes, needs fewer");
        }
        return length;
    }

    private static ProtocolViolation violation(String section, String message) {
        return new ProtocolViolation(PROTOCOL_ERROR, "RFC 6455 " + section, message);
    }
}
