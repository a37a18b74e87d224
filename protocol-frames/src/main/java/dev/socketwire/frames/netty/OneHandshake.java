package dev.socketwire.frames.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS whose client shakes hands once. The JDK's engine would let a client of TLS 1.2 begin again as often as it likes, each time
 * at our cost; TLS 1.3 has no such thing. On the loop of its channel.
 */
public final class OneHandshake extends SslHandler {
    private static final Logger log = LoggerFactory.getLogger(OneHandshake.class);

    private final Runnable onAnother;

    /**
     * TLS by an engine of the JDK.
     *
     * @param onAnother run where the client wants to shake hands again; the connection is closed
     */
    public OneHandshake(SSLEngine engine, Runnable onAnother) {
        super(engine);
        this.onAnother = onAnother;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws SSLException {
        boolean done = handshakeFuture().isSuccess();
        super.decode(ctx, in, out);
        // The engine waits for the rest of a handshake, though there was one.
        if (done && engine().getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP && isOld()) {
            onAnother.run();
            log.debug("a client wants to shake hands again");
            ctx.close();
        }
    }

    private boolean isOld() {
        return engine().getSession().getProtocol().equals("TLSv1.2");
    }
}
