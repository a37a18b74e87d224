package dev.socketwire.frames.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * The one handler of an upgraded connection: bytes to messages, messages to bytes. Belongs to the loop of its channel.
 * Answers pings, carries out the closing handshake, flushes once for each turn of the loop.
 */
public final class FrameChannelHandler extends ChannelInboundHandlerAdapter {
    FrameChannelHandler() {}

    /**
     * Sends a text message; taken, exclusively owned, with {@code MessageWriter.HEADER_ROOM} bytes before its reader index.
     */
    public void sendText(ByteBuf message, boolean compress) {
        throw new UnsupportedOperationException();
    }

    /** Sends a binary message; taken, may be shared, needs no room in front. */
    public void sendBinary(ByteBuf message, boolean compress) {
        throw new UnsupportedOperationException();
    }

    /** Sends a ready-made frame (or several); taken. Not to be used where permessage-deflate was agreed on. */
    public void sendFrame(ByteBuf frame) {
        throw new UnsupportedOperationException();
    }

    /** Whether permessage-deflate was agreed on for this connection. */
    public boolean compresses() {
        throw new UnsupportedOperationException();
    }

    /** Bytes written to the channel that the socket has not taken yet. */
    public long pendingBytes() {
        throw new UnsupportedOperationException();
    }

    /** Starts the closing handshake; 1005 sends an empty close frame. Later calls have no effect. */
    public void close(int code, String reason) {
        throw new UnsupportedOperationException();
    }

    /** Stops or resumes reading from the socket. */
    public void setReading(boolean reading) {
        throw new UnsupportedOperationException();
    }
}
