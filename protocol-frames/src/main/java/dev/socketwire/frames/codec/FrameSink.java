package dev.socketwire.frames.codec;

import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;

/** What a {@link FrameDecoder} tells: the start of a frame, then its payload in one piece or more, unmasked. */
interface FrameSink {
    /** A header that is well formed by itself; its payload follows. */
    void onFrame(Opcode opcode, boolean fin, boolean compressed, int length) throws ProtocolViolation;

    /** The next piece of the payload, lent for the call; an empty payload is one empty piece. */
    void onPayload(ByteBuf piece, boolean last) throws ProtocolViolation;
}
