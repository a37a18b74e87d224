package dev.socketwire.frames.codec;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * The door in: bytes to messages. Puts decoder, assembler, UTF-8 check and inflater together. Not thread safe; after a
 * {@link ProtocolViolation} or a close frame nothing more may be read.
 */
public final class MessageReader {
    private final FrameDecoder decoder;
    private final MessageAssembler assembler;

    /**
     * A reader for one connection.
     *
     * @param role which end we are
     * @param agreement what was agreed on of permessage-deflate, or null
     * @param allocator for messages that come in more than one piece
     */
    public MessageReader(
            Role role, WebSocketLimits limits, @Nullable DeflateAgreement agreement, ByteBufAllocator allocator) {
        MessageInflater inflater = agreement == null
                ? null
                : new MessageInflater(
                        limits.maxMessageBytes(),
                        role == Role.SERVER
                                ? !agreement.clientNoContextTakeover()
                                : !agreement.serverNoContextTakeover());
        decoder = new FrameDecoder(role, limits.maxFrameBytes(), agreement != null);
        assembler = new MessageAssembler(limits, inflater, allocator);
    }

    /**
     * Reads all that is there and tells it to a sink, in order. What is told before a violation was in order itself.
     *
     * @param in borrowed, exclusively owned by the caller: payloads are unmasked in it; its reader index moves
     * @throws ProtocolViolation where the peer broke a rule
     */
    public void read(ByteBuf in, MessageSink sink) throws ProtocolViolation {
        assembler.tell(sink);
        try {
            decoder.decode(in, assembler);
        } finally {
            assembler.tell(null);
        }
    }

    /** Frees what was kept of an unfinished message. */
    public void release() {
        assembler.release();
    }
}
