package dev.socketwire.frames.codec;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in, messages out: one for each connection, the mirror image of {@link MessageWriter}. Not thread-safe. Holds
 * buffers until {@link #close()}.
 */
public final class MessageReader {
    private final FrameDecoder decoder;
    private final MessageAssembler assembler;

    /**
     * A reader for one connection.
     *
     * @param role which end we are
     * @param agreement what was agreed on of permessage-deflate, or null
     * @param allocator gives the buffers of messages that come in pieces
     * @param sink is told the messages
     */
    public MessageReader(
            Role role,
            WebSocketLimits limits,
            @Nullable DeflateAgreement agreement,
            ByteBufAllocator allocator,
            MessageSink sink) {
        assembler = new MessageAssembler(limits, agreement == null || keepsContext(role, agreement), allocator, sink);
        decoder = new FrameDecoder(role, agreement != null, assembler);
    }

    /**
     * Takes in all readable bytes of a lent buffer, cut anywhere. Its indices stay where they are; payloads are unmasked
     * where they stand. Messages are told before this returns.
     *
     * @throws ProtocolViolation where the peer broke a rule; the reader is closed then
     */
    public void read(ByteBuf in) throws ProtocolViolation {
        try {
            decoder.decode(in);
        } catch (ProtocolViolation e) {
            close();
            throw e;
        }
    }

    /**
     * Whether nothing is kept: no part of a frame, of a message, or of what compressed messages refer to. Such a reader may
     * read for another connection.
     */
    public boolean isIdle() {
        return decoder.isIdle() && assembler.isIdle();
    }

    /** Reads for another connection from here on, of the same role and without compression; only where it is idle. */
    public void serve(WebSocketLimits limits, ByteBufAllocator allocator, MessageSink sink) {
        assembler.serve(limits, allocator, sink);
    }

    /** Gives back what is kept; nothing is read or told afterwards. May be called by the sink, and again. */
    public void close() {
        assembler.close();
    }

    private static boolean keepsContext(Role role, DeflateAgreement agreement) {
        return role == Role.SERVER ? !agreement.clientNoContextTakeover() : !agreement.serverNoContextTakeover();
    }
}
