package dev.socketwire.frames.codec;

import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;

/** What a {@link FrameDecoder} tells: one header, then the payload in as many parts as it comes in, at least one. */
interface FrameSink {
    /** A frame begins. Refuses it by throwing, before a byte of it is kept. */
    void onHeader(boolean fin, boolean rsv1, Opcode opcode, long length) throws ProtocolViolation;

    /**
     * The next part of the payload, unmasked; empty for an empty frame only.
     *
     * @param bytes lent, and only the part from {@code from}
     * @param last whether the frame ends with it
     */
    void onPayload(ByteBuf bytes, int from, int length, boolean last) throws ProtocolViolation;

    /** Whether anything more is to be read: asked between two frames and between two parts of one. */
    boolean wantsMore();
}
