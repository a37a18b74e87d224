package dev.socketwire.frames.codec;

import static dev.socketwire.frames.FrameHeader.B0_FIN;
import static dev.socketwire.frames.FrameHeader.B0_OPCODE;
import static dev.socketwire.frames.FrameHeader.B0_RSV1;
import static dev.socketwire.frames.FrameHeader.B0_RSV2_AND_3;
import static dev.socketwire.frames.FrameHeader.B1_LENGTH;
import static dev.socketwire.frames.FrameHeader.B1_MASK;
import static dev.socketwire.frames.FrameHeader.LENGTH_16;
import static dev.socketwire.frames.FrameHeader.LENGTH_64;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.FrameHeader;
import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to frames, incremental: bytes may be cut anywhere. Payloads are unmasked in place and handed on as slices of the
 * input; nothing but the bytes of an unfinished header is kept. Not thread safe.
 */
final class FrameDecoder {
    private static final int LONGEST_HEADER = 14;

    private final Role role;
    private final int maxFrameBytes;
    private final boolean compressionAgreed;

    /** The first bytes of a header that has not come whole; made when it is needed. */
    private byte @Nullable [] stash;

    private int stashed;

    private boolean inPayload;
    private int remaining;
    private int maskingKey;
    private int unmasked;

    FrameDecoder(Role role, int maxFrameBytes, boolean compressionAgreed) {
        this.role = role;
        this.maxFrameBytes = maxFrameBytes;
        this.compressionAgreed = compressionAgreed;
    }

    /**
     * Reads all that is there.
     *
     * @param in borrowed, exclusively owned by the caller: payloads are unmasked in it
     */
    void decode(ByteBuf in, FrameSink sink) throws ProtocolViolation {
        while (in.isReadable()) {
            if (inPayload) {
                payload(in, sink);
            } else if (!header(in, sink)) {
                return;
            }
        }
    }

    private boolean header(ByteBuf in, FrameSink sink) throws ProtocolViolation {
        if (stashed > 0) {
            return stashedHeader(in, sink);
        }
        int start = in.readerIndex();
        int available = in.readableBytes();
        int needed = available < 2 ? 2 : headerLength(in.getByte(start + 1));
        if (available >= 2) {
            checkFirstTwo(in.getByte(start), in.getByte(start + 1));
        }
        if (available < needed) {
            byte[] bytes = new byte[LONGEST_HEADER];
            in.readBytes(bytes, 0, available);
            stash = bytes;
            stashed = available;
            return false;
        }
        begin(in, start, sink);
        in.readerIndex(start + needed);
        finishEmpty(sink);
        return true;
    }

    /** Goes on with a header whose first bytes came earlier. */
    private boolean stashedHeader(ByteBuf in, FrameSink sink) throws ProtocolViolation {
        byte[] bytes = stash;
        if (bytes == null) {
            throw new IllegalStateException("no stash");
        }
        while (in.isReadable()) {
            bytes[stashed++] = in.readByte();
            if (stashed == 2) {
                checkFirstTwo(bytes[0], bytes[1]);
            }
            if (stashed >= 2 && stashed == headerLength(bytes[1])) {
                stash = null;
                stashed = 0;
                begin(Unpooled.wrappedBuffer(bytes), 0, sink);
                finishEmpty(sink);
                return true;
            }
        }
        return false;
    }

    private static int headerLength(byte second) {
        return 2 + FrameHeader.lengthBytes(second & B1_LENGTH) + ((second & B1_MASK) != 0 ? 4 : 0);
    }

    private void begin(ByteBuf header, int start, FrameSink sink) throws ProtocolViolation {
        int first = header.getByte(start);
        int second = header.getByte(start + 1);
        int mark = second & B1_LENGTH;
        long length = length(header, start, mark);
        if (length > maxFrameBytes) {
            throw new ProtocolViolation(
                    CloseCode.TOO_BIG,
                    "RFC 6455 10.4",
                    "frame of " + length + " bytes exceeds the limit of " + maxFrameBytes);
        }
        boolean masked = (second & B1_MASK) != 0;
        maskingKey = masked ? header.getInt(start + 2 + FrameHeader.lengthBytes(mark)) : 0;
        remaining = (int) length;
        unmasked = 0;
        inPayload = true;
        sink.onFrame(opcode(first), (first & B0_FIN) != 0, (first & B0_RSV1) != 0, remaining);
    }

    /** A frame without payload is over with its header: nothing more may come to wait for. */
    private void finishEmpty(FrameSink sink) throws ProtocolViolation {
        if (remaining == 0) {
            inPayload = false;
            sink.onPayload(Unpooled.EMPTY_BUFFER, true);
        }
    }

    private static long length(ByteBuf header, int start, int mark) throws ProtocolViolation {
        if (mark == LENGTH_16) {
            int length = header.getUnsignedShort(start + 2);
            if (length < LENGTH_16) {
                throw violation("5.2", "length " + length + " is written in 16 bits, fits into 7");
            }
            return length;
        }
        if (mark == LENGTH_64) {
            long length = header.getLong(start + 2);
            if (length < 0) {
                throw violation("5.2", "length has its highest bit set");
            }
            if (length <= 0xffff) {
                throw violation("5.2", "length " + length + " is written in 64 bits, fits into 16");
            }
            return length;
        }
        return mark;
    }

    private void checkFirstTwo(int first, int second) throws ProtocolViolation {
        if ((first & B0_RSV2_AND_3) != 0) {
            throw violation("5.2", "a reserved bit is set");
        }
        Opcode opcode = opcode(first);
        boolean compressed = (first & B0_RSV1) != 0;
        if (compressed && (!compressionAgreed || opcode.isControl() || opcode == Opcode.CONTINUATION)) {
            throw violation("5.2", "RSV1 is set on a frame that cannot be compressed");
        }
        if (((second & B1_MASK) != 0) != (role == Role.SERVER)) {
            throw violation(
                    "5.1", role == Role.SERVER ? "frame of a client is not masked" : "frame of a server is masked");
        }
        if (opcode.isControl()) {
            if ((first & B0_FIN) == 0) {
                throw violation("5.5", "control frame is fragmented");
            }
            if ((second & B1_LENGTH) > 125) {
                throw violation("5.5", "control frame has more than 125 bytes");
            }
        }
    }

    private static Opcode opcode(int first) throws ProtocolViolation {
        Opcode opcode = Opcode.of(first & B0_OPCODE);
        if (opcode == null) {
            throw violation("5.2", "opcode " + (first & B0_OPCODE) + " is reserved");
        }
        return opcode;
    }

    private void payload(ByteBuf in, FrameSink sink) throws ProtocolViolation {
        int length = Math.min(remaining, in.readableBytes());
        int start = in.readerIndex();
        if (maskingKey != 0) {
            Mask.apply(in, start, length, maskingKey, unmasked);
        }
        unmasked += length;
        remaining -= length;
        boolean last = remaining == 0;
        inPayload = !last;
        ByteBuf piece = in.readSlice(length);
        sink.onPayload(piece, last);
    }

    private static ProtocolViolation violation(String section, String message) {
        return new ProtocolViolation(CloseCode.PROTOCOL_ERROR, "RFC 6455 " + section, message);
    }
}
