package dev.socketwire.frames.codec;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.FrameHeader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/**
 * The door out: messages to frames, each message one frame. The shortest length form is always taken. A server never masks;
 * {@link #masked} is for clients.
 */
public final class MessageWriter {
    /** The longest header of an unmasked frame, bytes: what a caller leaves free in front of a payload. */
    public static final int HEADER_ROOM = 10;

    /** The most bytes of a control frame's payload. */
    public static final int MAX_CONTROL_BYTES = 125;

    private MessageWriter() {}

    /**
     * Makes a text message the one unmasked frame that carries it, in place: the header is written into the bytes before
     * the reader index, which moves back to its start.
     *
     * @param message exclusively owned, with at least {@link #HEADER_ROOM} bytes before its reader index
     * @return the same buffer
     */
    public static ByteBuf textInPlace(ByteBuf message) {
        return inPlace(message, FrameHeader.B0_FIN | Opcode.TEXT.code());
    }

    /** As {@link #textInPlace} for a binary message. */
    public static ByteBuf binaryInPlace(ByteBuf message) {
        return inPlace(message, FrameHeader.B0_FIN | Opcode.BINARY.code());
    }

    /**
     * As {@link #textInPlace} and {@link #binaryInPlace} for what a {@link MessageDeflater} made of a message.
     *
     * @param text whether it is a text message, else a binary one
     */
    public static ByteBuf compressedInPlace(ByteBuf payload, boolean text) {
        return inPlace(payload, FrameHeader.B0_FIN | FrameHeader.B0_RSV1 | (text ? Opcode.TEXT : Opcode.BINARY).code());
    }

    /** The header of a text frame with so many bytes of payload. */
    public static ByteBuf textHeader(ByteBufAllocator allocator, int length, boolean compressed) {
        return header(allocator, Opcode.TEXT, length, compressed);
    }

    /** The header of a binary frame with so many bytes of payload. */
    public static ByteBuf binaryHeader(ByteBufAllocator allocator, int length, boolean compressed) {
        return header(allocator, Opcode.BINARY, length, compressed);
    }

    /**
     * A whole ping frame.
     *
     * @param payload borrowed, at most 125 bytes
     */
    public static ByteBuf ping(ByteBufAllocator allocator, ByteBuf payload) {
        return control(allocator, Opcode.PING, payload);
    }

    /** A whole pong frame; as {@link #ping}. */
    public static ByteBuf pong(ByteBufAllocator allocator, ByteBuf payload) {
        return control(allocator, Opcode.PONG, payload);
    }

    /**
     * A whole close frame.
     *
     * @param code a code that may travel, or 1005 for an empty frame
     * @param reason cut at a character where it is longer than 123 bytes
     * @throws IllegalArgumentException where the code may not travel
     */
    public static ByteBuf close(ByteBufAllocator allocator, int code, String reason) {
        if (code == CloseCode.NO_STATUS) {
            return control(allocator, Opcode.CLOSE, Unpooled.EMPTY_BUFFER);
        }
        if (!CloseCode.mayTravel(code)) {
            throw new IllegalArgumentException("close code " + code + " may not be sent");
        }
        ByteBuf payload = allocator.buffer(MAX_CONTROL_BYTES).writeShort(code);
        try {
            ByteBufUtil.writeUtf8(payload, shortened(reason));
            return control(allocator, Opcode.CLOSE, payload);
        } finally {
            payload.release();
        }
    }

    /**
     * A whole masked frame, as a client sends it.
     *
     * @param payload borrowed
     * @param text whether it is a text message, else a binary one
     * @param key the masking key, to be unpredictable
     */
    public static ByteBuf masked(ByteBufAllocator allocator, ByteBuf payload, boolean text, int key) {
        int length = payload.readableBytes();
        ByteBuf frame = allocator.buffer(HEADER_ROOM + 4 + length);
        writeHeader(
                frame, FrameHeader.B0_FIN | (text ? Opcode.TEXT : Opcode.BINARY).code(), length, FrameHeader.B1_MASK);
        frame.writeInt(key);
        int start = frame.writerIndex();
        frame.writeBytes(payload, payload.readerIndex(), length);
        Mask.apply(frame, start, length, key);
        return frame;
    }

    private static ByteBuf inPlace(ByteBuf message, int first) {
        int length = message.readableBytes();
        int payload = message.readerIndex();
        if (length < FrameHeader.LENGTH_16) {
            message.setShort(payload - 2, first << 8 | length);
            return message.readerIndex(payload - 2);
        }
        if (length <= 0xffff) {
            message.setShort(payload - 4, first << 8 | FrameHeader.LENGTH_16);
            message.setShort(payload - 2, length);
            return message.readerIndex(payload - 4);
        }
        message.setShort(payload - 10, first << 8 | FrameHeader.LENGTH_64);
        message.setLong(payload - 8, length);
        return message.readerIndex(payload - 10);
    }

    private static ByteBuf header(ByteBufAllocator allocator, Opcode opcode, int length, boolean compressed) {
        ByteBuf header = allocator.buffer(HEADER_ROOM);
        int first = FrameHeader.B0_FIN | opcode.code() | (compressed ? FrameHeader.B0_RSV1 : 0);
        writeHeader(header, first, length, 0);
        return header;
    }

    private static ByteBuf control(ByteBufAllocator allocator, Opcode opcode, ByteBuf payload) {
        int length = payload.readableBytes();
        if (length > MAX_CONTROL_BYTES) {
            throw new IllegalArgumentException(
                    "payload of " + length + " bytes exceeds the " + MAX_CONTROL_BYTES + " of a control frame");
        }
        ByteBuf frame = allocator.buffer(2 + length);
        writeHeader(frame, FrameHeader.B0_FIN | opcode.code(), length, 0);
        return frame.writeBytes(payload, payload.readerIndex(), length);
    }

    private static void writeHeader(ByteBuf out, int first, int length, int maskBit) {
        out.writeByte(first);
        if (length < FrameHeader.LENGTH_16) {
            out.writeByte(length | maskBit);
        } else if (length <= 0xffff) {
            out.writeByte(FrameHeader.LENGTH_16 | maskBit).writeShort(length);
        } else {
            out.writeByte(FrameHeader.LENGTH_64 | maskBit).writeLong(length);
        }
    }

    private static String shortened(String reason) {
        int most = MAX_CONTROL_BYTES - 2;
        String text = reason.substring(0, Math.min(reason.length(), most));
        while (ByteBufUtil.utf8Bytes(text) > most || endsWithinCharacter(text)) {
            text = text.substring(0, text.length() - 1);
        }
        return text;
    }

    private static boolean endsWithinCharacter(String text) {
        return !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
    }
}
