package dev.socketwire.frames.netty;

import dev.socketwire.frames.WebSocketListener;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import java.util.Set;

/** The pipeline of a raw server before the upgrade; after it the frame handler alone is left. */
final class RawServerPipeline extends ChannelInitializer<Channel> {
    static final String DEADLINE = "deadline";
    static final String CODEC = "http";
    static final String WHOLE = "whole";

    private static final int HANDSHAKE_SECONDS = 10;
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;

    /** A handshake has no body. */
    private static final int MAX_BODY_BYTES = 0;

    private final RawServer.Settings settings;
    private final WebSocketListener listener;
    private final Set<RawConnection> connections;

    RawServerPipeline(RawServer.Settings settings, WebSocketListener listener, Set<RawConnection> connections) {
        this.settings = settings;
        this.listener = listener;
        this.connections = connections;
    }

    @Override
    protected void initChannel(Channel channel) {
        ChannelPipeline pipeline = channel.pipeline();
        settings.tls()
                .map(context -> new JdkSslContext(
                        context, false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false))
                .ifPresent(context -> pipeline.addLast(new OneHandshake(context.newEngine(channel.alloc()), () -> {})));
        pipeline.addLast(DEADLINE, new HandshakeDeadline(HANDSHAKE_SECONDS));
        pipeline.addLast(
                CODEC,
                new HttpServerCodec(new HttpDecoderConfig()
                        .setMaxInitialLineLength(MAX_LINE_BYTES)
                        .setMaxHeaderSize(MAX_HEADER_BYTES)));
        pipeline.addLast(WHOLE, new HttpObjectAggregator(MAX_BODY_BYTES));
        pipeline.addLast(new HandshakeChannelHandler(settings, listener, connections));
    }
}
