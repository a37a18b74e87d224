package dev.socketwire.frames.netty;

import dev.socketwire.frames.codec.MessageDeflater;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends: messages to frames, frames to the channel, and one flush for each turn of the loop: at the end of
 * a read where one is going on, else at the end of the turn. Belongs to the loop of its channel.
 */
final class FrameOutput {
    private final ChannelHandlerContext context;
    private final @Nullable MessageDeflater deflater;
    private final int threshold;
    private boolean inRead;
    private boolean flushWanted;

    FrameOutput(ChannelHandlerContext context, @Nullable DeflateAgreement agreement) {
        this.context = context;
        this.deflater = agreement == null ? null : new MessageDeflater(agreement);
        this.threshold = agreement == null ? 0 : agreement.threshold();
    }

    /** Takes a message, exclusively owned, with room for the header before it. */
    void text(ByteBuf message, boolean compress) {
        if (compress && deflater != null && message.readableBytes() >= threshold) {
            compressed(deflater, message, true);
        } else {
            write(MessageWriter.textInPlace(message));
        }
    }

    /** Takes a message that may be shared. */
    void binary(ByteBuf message, boolean compress) {
        if (compress && deflater != null && message.readableBytes() >= threshold) {
            compressed(deflater, message, false);
        } else {
            write(MessageWriter.binaryHeader(context.alloc(), message.readableBytes(), false));
            write(message);
        }
    }

    void ping(ByteBuf payload) {
        write(MessageWriter.ping(context.alloc(), payload));
    }

    void pong(ByteBuf payload) {
        write(MessageWriter.pong(context.alloc(), payload));
    }

    /** Takes bytes as they are. */
    void write(ByteBuf bytes) {
        context.write(bytes, context.voidPromise());
        if (!flushWanted) {
            flushWanted = true;
            if (!inRead) {
                TurnFlush.ask(this, context.executor());
            }
        }
    }

    /** Takes bytes of a message that goes to many; they share it, and are walked one after the other. */
    void writeShared(ByteBuf bytes, Object message) {
        context.write(bytes, context.voidPromise());
        if (flushWanted || inRead) {
            flushWanted = true;
        } else if (TurnFlush.isFirst(message, context.executor())) {
            context.flush();
        } else {
            flushWanted = true;
            TurnFlush.ask(this, context.executor());
        }
    }

    /** A read begins: its end flushes. */
    void readBegins() {
        inRead = true;
    }

    void readEnds() {
        inRead = false;
        flush();
    }

    /** The channel has come to another loop: the one that was to flush is no longer ours. */
    void movesHere() {
        inRead = false;
        if (flushWanted) {
            TurnFlush.ask(this, context.executor());
        }
    }

    /** Flushes at the end of a turn, unless the channel has moved to another loop in the meantime. */
    void flushNow() {
        if (context.executor().inEventLoop()) {
            flush();
        }
    }

    void close() {
        if (deflater != null) {
            deflater.close();
        }
    }

    private void flush() {
        if (flushWanted) {
            flushWanted = false;
            context.flush();
        }
    }

    private void compressed(MessageDeflater stream, ByteBuf message, boolean text) {
        try {
            write(MessageWriter.compressedInPlace(stream.deflate(message, context.alloc()), text));
        } finally {
            message.release();
        }
    }
}
