package dev.socketwire.frames.netty;

import dev.socketwire.frames.codec.MessageDeflater;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.unix.Socket;
import org.jspecify.annotations.Nullable;

/**
 * What a connection sends: messages to frames, frames to the channel, and one flush for each turn of the loop: at the end of
 * a read where one is going on, else at the end of the turn. Belongs to the loop of its channel.
 */
final class FrameOutput {
    /** A longer message does not gain by going past Netty's accounts of what waits. In bytes. */
    private static final int SHORT = 64 * 1024;

    private final ChannelHandlerContext context;
    private final @Nullable Socket socket;
    private final @Nullable MessageDeflater deflater;
    private boolean inRead;
    private boolean flushWanted;

    /** All that was written in this turn, as long as it is one short message: alone it goes straight to the socket. */
    private @Nullable ByteBuf alone;

    FrameOutput(ChannelHandlerContext context, @Nullable DeflateAgreement agreement) {
        this.context = context;
        this.socket = SocketWrite.of(context.channel());
        this.deflater = agreement == null ? null : new MessageDeflater(agreement);
    }

    /** Takes a message, exclusively owned, with room for the header before it. */
    void text(ByteBuf message, boolean compress) {
        if (compress && deflater != null && message.readableBytes() >= deflater.threshold()) {
            compressed(deflater, message, true);
        } else {
            write(MessageWriter.textInPlace(message));
        }
    }

    /** Takes a message that may be shared. */
    void binary(ByteBuf message, boolean compress) {
        if (compress && deflater != null && message.readableBytes() >= deflater.threshold()) {
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
        if (!flushWanted && socket != null && bytes.readableBytes() <= SHORT) {
            alone = bytes;
        } else {
            settle();
            context.write(bytes, context.voidPromise());
        }
        wantFlush();
    }

    /** Borrows bytes of a message that goes to many; they share it, and are walked one after the other. */
    void writeShared(ByteBuf bytes, Object message) {
        if (flushWanted || inRead || !TurnFlush.isFirst(message, context.executor())) {
            settle();
            context.write(bytes.retainedDuplicate(), context.voidPromise());
            wantFlush();
        } else {
            int written = straight(bytes);
            if (written < bytes.readableBytes()) {
                context.write(rest(bytes, written), context.voidPromise());
                context.flush();
            }
        }
    }

    /** What is to go straight to the socket goes the usual way instead, before what comes next. */
    void settle() {
        ByteBuf bytes = alone;
        if (bytes != null) {
            alone = null;
            context.write(bytes, context.voidPromise());
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
        if (alone != null) {
            alone.release();
            alone = null;
        }
        if (deflater != null) {
            deflater.close();
        }
    }

    private void wantFlush() {
        if (!flushWanted) {
            flushWanted = true;
            if (!inRead) {
                TurnFlush.ask(this, context.executor());
            }
        }
    }

    private void flush() {
        if (!flushWanted) {
            return;
        }
        flushWanted = false;
        ByteBuf bytes = alone;
        if (bytes != null) {
            alone = null;
            int written = straight(bytes);
            if (written == bytes.readableBytes()) {
                bytes.release();
                return;
            }
            context.write(bytes.skipBytes(written), context.voidPromise());
        }
        context.flush();
    }

    private int straight(ByteBuf bytes) {
        return socket == null ? 0 : SocketWrite.write(socket, context, bytes);
    }

    private static ByteBuf rest(ByteBuf bytes, int from) {
        return bytes.retainedSlice(bytes.readerIndex() + from, bytes.readableBytes() - from);
    }

    private void compressed(MessageDeflater stream, ByteBuf message, boolean text) {
        try {
            write(MessageWriter.compressedInPlace(stream.deflate(message, context.alloc()), text));
        } finally {
            message.release();
        }
    }
}
