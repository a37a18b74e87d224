package dev.socketwire.frames.netty;

import io.netty.channel.ChannelHandlerAdapter;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a connection that is not upgraded in time. The time runs from its beginning, whatever comes meanwhile: who sends a byte
 * now and then is not waited for either. The upgrade takes this out of the pipeline.
 */
final class HandshakeDeadline extends ChannelHandlerAdapter {
    private final long seconds;
    private @Nullable Future<?> timer;

    HandshakeDeadline(long seconds) {
        this.seconds = seconds;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        timer = ctx.executor().schedule(() -> ctx.close(), seconds, TimeUnit.SECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
