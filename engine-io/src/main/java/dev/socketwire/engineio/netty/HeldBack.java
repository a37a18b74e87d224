package dev.socketwire.engineio.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What came while a request was unanswered: no more than one read brought, for then the connection is not read any more. Our
 * own codec keeps it as bytes; in the pipeline of somebody else it is decoded already. On the loop of the channel only.
 */
final class HeldBack {
    private final ArrayDeque<Object> messages = new ArrayDeque<>(2);
    private final Channel channel;
    private final @Nullable RequestCodec codec;

    /** Whether we have stopped the reading, so that it is ours to resume. */
    private boolean paused;

    /**
     * Nothing yet.
     *
     * @param ctx whose pipeline may hold our codec
     * @param busy whether a request is unanswered
     */
    HeldBack(ChannelHandlerContext ctx, BooleanSupplier busy) {
        channel = ctx.channel();
        codec = ctx.pipeline().get(RequestCodec.class);
        if (codec != null) {
            codec.holdWhile(busy, this::pause);
        }
    }

    /** Keeps a message, which is taken, and stops the reading. */
    void add(Object message) {
        messages.add(message);
        pause();
    }

    boolean isEmpty() {
        return messages.isEmpty() && (codec == null || !codec.holds());
    }

    /** Hands on what comes next, by whichever way it was kept. */
    void next(Consumer<Object> reader) {
        Object message = messages.poll();
        if (message != null) {
            reader.accept(message);
        } else if (codec != null) {
            codec.goOn();
        }
    }

    private void pause() {
        if (channel.config().isAutoRead()) {
            channel.config().setAutoRead(false);
            paused = true;
        }
    }

    /** Reads again, where we have stopped it. */
    void resume() {
        if (paused) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    void releaseAll() {
        messages.forEach(ReferenceCountUtil::release);
        messages.clear();
    }
}
