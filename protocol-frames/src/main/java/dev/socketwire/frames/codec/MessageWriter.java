package dev.socketwire.frames.codec;

import io.netty.buffer.ByteBuf;

/** Messages to frames. The server never masks; the shortest length form is always taken. */
public final class MessageWriter {
    /** The longest header of an unmasked frame, bytes: what a caller leaves free in front of a payload. */
    public static final int HEADER_ROOM = 10;

    private MessageWriter() {}

    /**
     * Makes a text message the one unmasked frame that carries it, in place: the header is written into the bytes before
     * the reader index, which moves back to its start.
     *
     * @param message exclusively owned, with at least {@link #HEADER_ROOM} bytes before its reader index
     * @return the same buffer
     */
    public static ByteBuf textInPlace(ByteBuf message) {
        throw new UnsupportedOperationException();
    }

    /** As {@link #textInPlace} for a binary message. */
    public static ByteBuf binaryInPlace(ByteBuf message) {
        throw new UnsupportedOperationException();
    }
}
