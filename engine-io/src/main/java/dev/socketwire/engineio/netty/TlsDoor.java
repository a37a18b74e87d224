package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.session.Tally;
import dev.socketwire.frames.netty.OneHandshake;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections of a port with TLS until their handshakes are done: so many at a time, each for so long, and without anything
 * of HTTP. Any thread.
 */
final class TlsDoor {
    private static final Logger log = LoggerFactory.getLogger(TlsDoor.class);

    private final Supplier<SslContext> contexts;
    private final EngineLimits limits;
    private final Tally<EngineRefusal> refusals;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * A door.
     *
     * @param contexts asked for each new connection
     */
    TlsDoor(Supplier<SslContext> contexts, EngineLimits limits, Tally<EngineRefusal> refusals) {
        this.contexts = contexts;
        this.limits = limits;
        this.refusals = refusals;
    }

    /**
     * Begins the handshake of a new connection; false where it may not stay.
     *
     * @param inside done to the pipeline when the handshake is
     */
    boolean enter(Channel channel, Consumer<ChannelPipeline> inside) {
        if (underWay.get() >= limits.tlsHandshakes()) {
            refusals.count(EngineRefusal.TLS_HANDSHAKES);
            return false;
        }
        SslHandler tls = handler(channel);
        tls.setHandshakeTimeoutMillis(limits.tlsHandshakeTimeout().toMillis());
        channel.pipeline().addLast(tls, new Waiting(inside));
        return true;
    }

    private SslHandler handler(Channel channel) {
        SslContext context = contexts.get();
        if (context instanceof JdkSslContext jdk) {
            return new OneHandshake(
                    jdk.newEngine(channel.alloc()), () -> refusals.count(EngineRefusal.TLS_RENEGOTIATION));
        }
        // OpenSSL's lets no client begin again.
        return context.newHandler(channel.alloc());
    }

    /** Waits behind TLS, in the place of what comes when the handshake is done. On the loop of its channel. */
    private final class Waiting extends ChannelInboundHandlerAdapter {
        private final Consumer<ChannelPipeline> inside;

        Waiting(Consumer<ChannelPipeline> inside) {
            this.inside = inside;
        }

        @Override
        public void handlerAdded(ChannelHandlerContext ctx) {
            underWay.incrementAndGet();
        }

        /** The handshake is done, or the connection over. */
        @Override
        public void handlerRemoved(ChannelHandlerContext ctx) {
            underWay.decrementAndGet();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event == EngineChannelHandler.Closing.SERVER) {
                ctx.close();
            } else if (event instanceof SslHandshakeCompletionEvent handshake && handshake.isSuccess()) {
                inside.accept(ctx.pipeline());
                ctx.pipeline().remove(this);
            } else if (event instanceof SslHandshakeCompletionEvent handshake) {
                failed(handshake.cause());
                ctx.close();
            } else {
                ctx.fireUserEventTriggered(event);
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            log.debug("TLS handshake failed: {}", cause.toString());
            ctx.close();
        }

        private void failed(Throwable cause) {
            if (cause instanceof SslHandshakeTimeoutException) {
                refusals.count(EngineRefusal.TLS_HANDSHAKE_TIMEOUT);
            } else if (!(cause instanceof ClosedChannelException)) {
                // Who goes without a word was not refused.
                refusals.count(EngineRefusal.TLS_HANDSHAKE_FAILED);
            }
        }
    }
}
