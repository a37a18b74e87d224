package dev.socketwire.frames.netty;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageDeflater;
import dev.socketwire.frames.codec.MessageReader;
import dev.socketwire.frames.codec.MessageSink;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.codec.Role;
import dev.socketwire.frames.connection.ClosingHandshake;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one handler of an upgraded connection: bytes to messages, messages to bytes. Belongs to the loop of its channel.
 * Answers pings, carries out the closing handshake, flushes once for each turn of the loop.
 */
public final class FrameChannelHandler extends ChannelInboundHandlerAdapter implements MessageSink {
    private static final Logger log = LoggerFactory.getLogger(FrameChannelHandler.class);

    /** Who stopped the reading: the layer above. */
    private static final int PAUSED_BY_USER = 1;

    /** Who stopped the reading: we, because the peer sends pings and does not read the pongs. */
    private static final int PAUSED_BY_PONGS = 2;

    private final WebSocketLimits limits;
    private final @Nullable DeflateAgreement agreement;
    private final @Nullable MessageDeflater deflater;
    private final ClosingHandshake closing = new ClosingHandshake();

    /** What came behind the handshake before somebody listened: hardly ever anything. */
    private final Queue<ByteBuf> early = new ArrayDeque<>(0);

    private @Nullable FrameListener listener;
    private @Nullable ChannelHandlerContext context;
    private @Nullable MessageReader reader;
    private @Nullable Future<?> closeTimer;
    private boolean inRead;
    private boolean flushWanted;
    private int paused;
    private boolean told;

    /**
     * The handler of one connection whose opening handshake is done.
     *
     * @param agreement what was agreed on of permessage-deflate, or null
     */
    public FrameChannelHandler(WebSocketLimits limits, @Nullable DeflateAgreement agreement) {
        this.limits = limits;
        this.agreement = agreement;
        this.deflater = agreement == null ? null : new MessageDeflater(agreement);
    }

    /** Sets who is told; once, on the loop of the channel. What came before waits until then. */
    public void listen(FrameListener target) {
        listener = target;
        for (ByteBuf bytes = early.poll(); bytes != null; bytes = early.poll()) {
            channelRead(context(), bytes);
            channelReadComplete(context());
        }
    }

    /**
     * Sends a text message; taken, exclusively owned, with {@code MessageWriter.HEADER_ROOM} bytes before its reader index.
     */
    public void sendText(ByteBuf message, boolean compress) {
        if (!maySend(message)) {
            return;
        }
        if (isToBeCompressed(message, compress)) {
            writeCompressed(message, true);
        } else {
            write(MessageWriter.textInPlace(message));
        }
    }

    /** Sends a binary message; taken, may be shared, needs no room in front. */
    public void sendBinary(ByteBuf message, boolean compress) {
        if (!maySend(message)) {
            return;
        }
        if (isToBeCompressed(message, compress)) {
            writeCompressed(message, false);
        } else {
            write(MessageWriter.binaryHeader(context().alloc(), message.readableBytes(), false));
            write(message);
        }
    }

    /** Sends a ready-made frame (or several); taken. Not to be used where permessage-deflate was agreed on. */
    public void sendFrame(ByteBuf frame) {
        if (maySend(frame)) {
            write(frame);
        }
    }

    /**
     * Sends a ping.
     *
     * @param payload borrowed, at most 125 bytes
     */
    public void sendPing(ByteBuf payload) {
        if (closing.maySend()) {
            write(MessageWriter.ping(context().alloc(), payload));
        }
    }

    /** Whether permessage-deflate was agreed on for this connection. */
    public boolean compresses() {
        return deflater != null;
    }

    /** Bytes written to the channel that the socket has not taken yet. */
    public long pendingBytes() {
        ChannelOutboundBuffer buffer = context().channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Whether the channel takes more without its outbound buffer passing the high-water mark. */
    public boolean isWritable() {
        return context().channel().isWritable();
    }

    /** Starts the closing handshake; 1005 sends an empty close frame. Later calls have no effect. */
    public void close(int code, String reason) {
        if (closing.closeHere() == ClosingHandshake.Step.SEND_AND_WAIT) {
            write(MessageWriter.close(context().alloc(), code, reason));
            cutAfter(limits.closeTimeout().toMillis());
        }
    }

    /** Ends TCP without a word. */
    public void cut() {
        context().close();
    }

    /** Stops or resumes reading from the socket. */
    public void setReading(boolean reading) {
        pause(PAUSED_BY_USER, !reading);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        reader = new MessageReader(Role.SERVER, limits, agreement, ctx.alloc());
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        early.forEach(ByteBuf::release);
        early.clear();
        if (reader != null) {
            reader.release();
        }
        if (deflater != null) {
            deflater.release();
        }
        if (closeTimer != null) {
            closeTimer.cancel(false);
        }
        // The pipeline is torn down without channelInactive where the channel was closed before it was active.
        tellClosed(CloseCode.ABNORMAL, "", false);
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        if (listener == null) {
            early.add(bytes);
            return;
        }
        inRead = true;
        try {
            if (closing.mayRead() && reader != null) {
                reader.read(bytes, this);
            }
        } catch (ProtocolViolation violation) {
            onViolation(violation);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        inRead = false;
        if (flushWanted) {
            flushNow();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        if (writable) {
            pause(PAUSED_BY_PONGS, false);
        }
        if (!told && listener != null) {
            listener.onWritabilityChanged(writable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        tellClosed(CloseCode.ABNORMAL, "", false);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            log.debug("connection broke: {}", cause.toString());
            ctx.close();
            return;
        }
        log.error("unexpected failure on a WebSocket connection", cause);
        if (closing.violated() == ClosingHandshake.Step.SEND_AND_END) {
            tellClosed(CloseCode.INTERNAL_ERROR, "", false);
            endAfter(MessageWriter.close(ctx.alloc(), CloseCode.INTERNAL_ERROR, ""));
        } else {
            ctx.close();
        }
    }

    @Override
    public void onText(ByteBuf payload) {
        listener().onText(payload);
    }

    @Override
    public void onBinary(ByteBuf payload) {
        listener().onBinary(payload);
    }

    @Override
    public void onPing(ByteBuf payload) {
        if (closing.maySend()) {
            write(MessageWriter.pong(context().alloc(), payload));
            if (!context().channel().isWritable()) {
                pause(PAUSED_BY_PONGS, true);
            }
        }
        listener().onPing(payload);
    }

    @Override
    public void onPong(ByteBuf payload) {
        listener().onPong(payload);
    }

    @Override
    public void onClose(int code, String reason) {
        switch (closing.closeReceived()) {
            case SEND_AND_END -> endAfter(MessageWriter.close(context().alloc(), code, reason));
            case END -> {
                flushNow();
                context().close();
            }
            default -> {}
        }
        tellClosed(code, reason, false);
    }

    /** Flushes what was written in this turn. */
    void flushNow() {
        flushWanted = false;
        context().flush();
    }

    private void onViolation(ProtocolViolation violation) {
        log.debug("{}: {}", violation.section(), violation.getMessage());
        String reason = String.valueOf(violation.getMessage());
        if (closing.violated() == ClosingHandshake.Step.SEND_AND_END) {
            write(MessageWriter.close(context().alloc(), violation.closeCode(), reason));
            context().flush();
            halfClose();
        } else {
            context().close();
        }
        tellClosed(violation.closeCode(), reason, true);
    }

    /**
     * Ends our half of TCP and throws away what still comes, for a limited time: a socket that is closed with unread bytes
     * is reset, and the peer would lose the close frame that tells it what was wrong.
     */
    private void halfClose() {
        if (context().channel() instanceof DuplexChannel channel
                && context().pipeline().first() == this) {
            channel.shutdownOutput();
            cutAfter(1000);
        } else {
            context().writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private void endAfter(ByteBuf closeFrame) {
        flushWanted = false;
        context().writeAndFlush(closeFrame).addListener(ChannelFutureListener.CLOSE);
        cutAfter(limits.closeTimeout().toMillis());
    }

    private void cutAfter(long millis) {
        if (closeTimer == null) {
            closeTimer = context().executor().schedule(() -> context().close(), millis, TimeUnit.MILLISECONDS);
        }
        if (paused != 0) {
            // What the peer answers is to be read even where its messages were not.
            paused = 0;
            context().channel().config().setAutoRead(true);
        }
    }

    private boolean isToBeCompressed(ByteBuf message, boolean compress) {
        return compress && agreement != null && message.readableBytes() >= agreement.threshold();
    }

    private void writeCompressed(ByteBuf message, boolean text) {
        ChannelHandlerContext ctx = context();
        if (deflater == null) {
            throw new IllegalStateException("permessage-deflate was not agreed on");
        }
        try {
            ByteBuf payload = deflater.deflate(message, ctx.alloc());
            int length = payload.readableBytes();
            write(
                    text
                            ? MessageWriter.textHeader(ctx.alloc(), length, true)
                            : MessageWriter.binaryHeader(ctx.alloc(), length, true));
            write(payload);
        } finally {
            message.release();
        }
    }

    private boolean maySend(ByteBuf message) {
        if (closing.maySend() && context != null && context.channel().isActive()) {
            return true;
        }
        message.release();
        return false;
    }

    private void write(ByteBuf bytes) {
        ChannelHandlerContext ctx = context();
        ctx.write(bytes, ctx.voidPromise());
        if (!flushWanted) {
            flushWanted = true;
            if (!inRead) {
                TurnFlush.ask(this, ctx.executor());
            }
        }
    }

    private void pause(int who, boolean on) {
        int before = paused;
        paused = on ? before | who : before & ~who;
        if ((before == 0) != (paused == 0) && context != null) {
            context.channel().config().setAutoRead(paused == 0);
        }
    }

    private void tellClosed(int code, String reason, boolean violation) {
        if (!told && listener != null) {
            told = true;
            listener.onClosed(new FrameListener.Closed(code, reason, violation));
        }
    }

    private FrameListener listener() {
        if (listener == null) {
            throw new IllegalStateException("listen was not called");
        }
        return listener;
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }
}
