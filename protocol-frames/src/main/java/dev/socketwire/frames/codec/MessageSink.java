package dev.socketwire.frames.codec;

import io.netty.buffer.ByteBuf;

/**
 * What a {@link MessageReader} tells, in the order of the wire. Every payload is lent for the call: who wants to keep it
 * retains or copies it before returning.
 */
public interface MessageSink {
    /** A whole text message; the bytes are valid UTF-8. */
    void onText(ByteBuf payload);

    /** A whole binary message. */
    void onBinary(ByteBuf payload);

    /** A ping, at most 125 bytes. The reader does not answer it. */
    void onPing(ByteBuf payload);

    /** A pong, at most 125 bytes. */
    void onPong(ByteBuf payload);

    /**
     * The peer's close frame; nothing is read after it.
     *
     * @param code the code on the wire, or 1005 where the frame was empty
     * @param reason the reason, or an empty string
     */
    void onClose(int code, String reason);
}
