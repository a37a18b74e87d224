package dev.socketwire.engineio.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at a channel that listens: where a connection cannot be accepted, say because the process has no file descriptor
 * left, it tries again after a moment. Those that are open are served meanwhile. Event loop only.
 */
final class AcceptPause extends ChannelInboundHandlerAdapter {
    private static final Logger log = LoggerFactory.getLogger(AcceptPause.class);

    private static final long MILLIS = 500;

    private boolean failing;

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object accepted) {
        if (failing) {
            failing = false;
            log.info("connections are accepted again");
        }
        ctx.fireChannelRead(accepted);
    }

    /** One line for as long as it lasts: those who cannot come in try again and again. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!failing) {
            failing = true;
            log.error("no connection can be accepted, trying again every {} ms: {}", MILLIS, cause.toString());
        }
        Channel listening = ctx.channel();
        if (listening.config().isAutoRead()) {
            listening.config().setAutoRead(false);
            listening.eventLoop().schedule(() -> listening.config().setAutoRead(true), MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
