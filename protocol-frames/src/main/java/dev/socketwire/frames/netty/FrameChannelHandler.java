package dev.socketwire.frames.netty;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.connection.ClosingHandshake;
import dev.socketwire.frames.connection.ClosingHandshake.Step;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one handler of an upgraded connection: bytes to messages, messages to bytes. Belongs to the loop of its channel, which
 * may change by a new registration; every method is to be called there. Answers pings, carries out the closing handshake,
 * flushes once for each turn of the loop, and stops reading from a peer that pings and does not take the pongs.
 */
public final class FrameChannelHandler extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(FrameChannelHandler.class);

    /** Who stopped the reading: the layer above. */
    private static final int PAUSED_BY_USER = 1;

    /** Who stopped the reading: we, because the peer sends pings and does not read the pongs. */
    private static final int PAUSED_BY_PONGS = 2;

    /** Who stopped the reading: we, because nobody listens yet. */
    private static final int PAUSED_BY_SILENCE = 4;

    private final WebSocketLimits limits;
    private final @Nullable DeflateAgreement agreement;
    private final ClosingHandshake closing = new ClosingHandshake();

    // Set once: by listen, and when the handler is added to a pipeline.
    private @Nullable FrameListener listener;
    private @Nullable ChannelHandlerContext context;
    private @Nullable FrameOutput output;

    /** While part of a message has come, and always where messages are compressed; else there is none. */
    private @Nullable FrameInput input;

    /** What came behind the handshake before somebody listened: hardly ever anything. */
    private @Nullable Queue<ByteBuf> early;

    /** Made when somebody asks for the first time. */
    private @Nullable FlushProgress progress;

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
    }

    /** Sets who is told; once, on the loop of the channel. What came before is told now. */
    public void listen(FrameListener target) {
        listener = target;
        if (context == null) {
            return;
        }
        pause(PAUSED_BY_SILENCE, false);
        Queue<ByteBuf> waiting = early;
        early = null;
        if (waiting != null) {
            waiting.forEach(this::read);
        }
        tellEnd();
    }

    /**
     * Sends a text message; taken, exclusively owned, with {@code MessageWriter.HEADER_ROOM} bytes before its reader index.
     */
    public void sendText(ByteBuf message, boolean compress) {
        if (maySend()) {
            output().text(message, compress);
        } else {
            message.release();
        }
    }

    /** Sends a binary message; taken, may be shared, needs no room in front. */
    public void sendBinary(ByteBuf message, boolean compress) {
        if (maySend()) {
            output().binary(message, compress);
        } else {
            message.release();
        }
    }

    /** Sends a ready-made frame (or several); taken. Frames of uncompressed messages may be sent in any case. */
    public void sendFrame(ByteBuf frame) {
        if (maySend()) {
            output().write(frame);
        } else {
            frame.release();
        }
    }

    /**
     * Sends the ready-made frames of a message that goes to many.
     *
     * @param frames borrowed
     * @param message the same object for each of the many
     */
    public void sendShared(ByteBuf frames, Object message) {
        if (maySend()) {
            output().writeShared(frames, message);
        }
    }

    /**
     * Sends a ping.
     *
     * @param payload borrowed, at most 125 bytes
     */
    public void sendPing(ByteBuf payload) {
        if (maySend()) {
            output().ping(payload);
        }
    }

    /** Whether permessage-deflate was agreed on for this connection. */
    public boolean compresses() {
        return agreement != null;
    }

    /** Bytes written to the channel that the socket has not taken yet. */
    public long pendingBytes() {
        return FlushProgress.unsent(context().channel());
    }

    /** Whether the socket has taken any byte since this was asked last; of use only where nothing was sent meanwhile. */
    public boolean tookBytes() {
        if (progress == null) {
            progress = new FlushProgress(context().channel());
            return false;
        }
        return progress.hasMoved();
    }

    /** Whether the channel takes more without its outbound buffer passing the high-water mark. */
    public boolean isWritable() {
        return context().channel().isWritable();
    }

    /**
     * Starts the closing handshake; 1005 sends an empty close frame. Later calls have no effect.
     *
     * @throws IllegalArgumentException where the code may not travel
     */
    public void close(int code, String reason) {
        if (code != CloseCode.NO_STATUS && !CloseCode.mayTravel(code)) {
            throw new IllegalArgumentException("close code " + code + " may not be sent");
        }
        carryOut(closing.close(), code, reason);
    }

    /** Ends TCP without a word. */
    public void cut() {
        context().close();
    }

    /** Stops or resumes reading from the socket. What has been read already is told all the same. */
    public void setReading(boolean reading) {
        pause(PAUSED_BY_USER, !reading);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
        output = new FrameOutput(ctx, agreement);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        // The pipeline is torn down without channelInactive where the channel was closed before it was active.
        closing.disconnected();
        tellEnd();
        if (early != null) {
            early.forEach(ByteBuf::release);
            early = null;
        }
        if (input != null) {
            input.close();
        }
        output().close();
    }

    @Override
    public void channelRegistered(ChannelHandlerContext ctx) {
        output().movesHere();
        ctx.fireChannelRegistered();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            // What an HTTP codec still had to say of the upgrade request.
            ReferenceCountUtil.release(message);
            return;
        }
        output().readBegins();
        if (listener == null && closing.isOpen()) {
            if (early == null) {
                early = new ArrayDeque<>(2);
            }
            early.add(bytes);
            pause(PAUSED_BY_SILENCE, true);
        } else {
            read(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        output().readEnds();
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        boolean writable = ctx.channel().isWritable();
        if (writable) {
            pause(PAUSED_BY_PONGS, false);
        }
        if (closing.isOpen() && listener != null) {
            listener.onWritabilityChanged(writable);
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closing.disconnected();
        tellEnd();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException || cause.getCause() instanceof IOException) {
            log.debug("{} broke: {}", ctx.channel(), cause.toString());
            ctx.close();
        } else if (closing.end() == null) {
            log.error("unexpected failure on a WebSocket connection", cause);
            cutOff(CloseCode.INTERNAL_ERROR, "", false);
        }
    }

    // What the input tells. After our close frame only the peer's is of interest.

    void onText(ByteBuf payload) {
        if (closing.isOpen()) {
            listener().onText(payload);
        }
    }

    void onBinary(ByteBuf payload) {
        if (closing.isOpen()) {
            listener().onBinary(payload);
        }
    }

    void onPing(ByteBuf payload) {
        if (closing.isOpen()) {
            output().pong(payload);
            if (!isWritable()) {
                pause(PAUSED_BY_PONGS, true);
            }
            listener().onPing(payload);
        }
    }

    void onPong(ByteBuf payload) {
        if (closing.isOpen()) {
            listener().onPong(payload);
        }
    }

    void onPeerClosed(int code, String reason) {
        carryOut(closing.peerClosed(code, reason), code, reason);
    }

    private void read(ByteBuf bytes) {
        try {
            if (closing.end() == null) {
                input().read(bytes);
            }
        } catch (ProtocolViolation violation) {
            log.debug("{} {}: {}", context().channel(), violation.section(), violation.getMessage());
            cutOff(violation.closeCode(), String.valueOf(violation.getMessage()), true);
        } finally {
            bytes.release();
        }
        if (input != null && input.isGivenBack()) {
            input = null;
        }
    }

    private FrameInput input() {
        if (input == null) {
            input = FrameInput.take(this, limits, agreement, context().alloc());
        }
        return input;
    }

    private boolean maySend() {
        return closing.isOpen() && context().channel().isActive();
    }

    private void pause(int who, boolean on) {
        paused = on ? paused | who : paused & ~who;
        applyReading();
    }

    /** The peer's goodbye is read even where its messages were not. */
    private void applyReading() {
        context().channel().config().setAutoRead(paused == 0 || !closing.isOpen());
    }

    private void cutOff(int code, String reason, boolean violation) {
        carryOut(closing.cutOff(code, reason, violation), code, reason);
    }

    private void closeTimedOut() {
        carryOut(closing.timedOut(), CloseCode.NO_STATUS, "");
    }

    private void carryOut(Step step, int code, String reason) {
        if (step != Step.NONE) {
            applyReading();
            output().settle();
            new Farewell(context()).carryOut(step, code, reason, limits.closeTimeout(), this::closeTimedOut);
        }
        tellEnd();
    }

    private void tellEnd() {
        ClosingHandshake.End end = closing.end();
        if (end == null || told) {
            return;
        }
        if (input != null) {
            input.close();
        }
        if (listener == null) {
            // Told as soon as somebody listens.
            return;
        }
        told = true;
        listener.onClosed(new FrameListener.Closed(end.code(), end.reason(), end.violation()));
    }

    private FrameListener listener() {
        if (listener == null) {
            throw new IllegalStateException("listen was not called");
        }
        return listener;
    }

    private FrameOutput output() {
        if (output == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return output;
    }

    private ChannelHandlerContext context() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline");
        }
        return context;
    }
}
