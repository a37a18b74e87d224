package dev.socketwire.frames.netty;

import dev.socketwire.frames.WebSocketListener;
import dev.socketwire.frames.handshake.Handshake;
import dev.socketwire.frames.handshake.HandshakeRequest;
import dev.socketwire.frames.handshake.HandshakeResult;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the one HTTP request of a raw connection, and makes its channel speak frames where the answer is 101. */
final class HandshakeChannelHandler extends SimpleChannelInboundHandler<FullHttpRequest> {
    private static final Logger log = LoggerFactory.getLogger(HandshakeChannelHandler.class);

    private final RawServer.Settings settings;
    private final WebSocketListener listener;
    private final Set<RawConnection> connections;
    private final Handshake handshake;
    private boolean refused;

    HandshakeChannelHandler(RawServer.Settings settings, WebSocketListener listener, Set<RawConnection> connections) {
        this.settings = settings;
        this.listener = listener;
        this.connections = connections;
        this.handshake = Handshake.of(settings.subprotocols(), settings.deflate());
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (refused) {
            return;
        }
        if (request.decoderResult().isFailure()) {
            refuse(ctx, statusOf(request.decoderResult().cause()), "malformed request", List.of());
            return;
        }
        RawRequest raw = RawRequest.of(request);
        if (settings.path().isPresent() && !settings.path().get().equals(raw.path())) {
            refuse(ctx, 404, "no WebSocket here", List.of());
            return;
        }
        HandshakeResult result = handshake.answer(asRead(request));
        if (result instanceof HandshakeResult.Accepted accepted) {
            accept(ctx, raw, accepted);
        } else if (result instanceof HandshakeResult.Refused refusal) {
            refuse(ctx, refusal.status(), refusal.reason(), refusal.headers());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        log.debug("handshake failed: {}", cause.toString());
        ctx.close();
    }

    private void accept(ChannelHandlerContext ctx, RawRequest raw, HandshakeResult.Accepted accepted) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        accepted.headers().forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        ctx.writeAndFlush(response);
        FrameChannelHandler frames =
                new FrameChannelHandler(settings.limits(), accepted.deflate().orElse(null));
        RawConnection connection = new RawConnection(ctx.channel(), frames, raw, accepted.subprotocol(), listener);
        frames.listen(connection);
        connections.add(connection);
        ctx.channel().closeFuture().addListener(future -> connections.remove(connection));
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(frames);
        // What onOpen sends must not meet the encoder of HTTP.
        pipeline.get(HttpServerCodec.class).removeOutboundHandler();
        connection.open();
        pipeline.remove(this);
        pipeline.remove(RawServerPipeline.WHOLE);
        pipeline.remove(RawServerPipeline.DEADLINE);
        // Last: bytes that came behind the request go on from here, to the frame handler.
        pipeline.remove(RawServerPipeline.CODEC);
    }

    private static int statusOf(Throwable malformed) {
        if (malformed instanceof TooLongHttpLineException) {
            return 414;
        }
        return malformed instanceof TooLongHttpHeaderException ? 431 : 400;
    }

    /** The connection ends with the answer; nothing behind the request is looked at. */
    private void refuse(ChannelHandlerContext ctx, int status, String reason, List<Map.Entry<String, String>> headers) {
        refused = true;
        ctx.channel().config().setAutoRead(false);
        log.debug("handshake refused with {}: {}", status, reason);
        ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), reason);
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8")
                .set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes())
                .set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        ctx.writeAndFlush(response).addListener(ChannelFutureListener.CLOSE);
    }

    private static HandshakeRequest asRead(FullHttpRequest request) {
        return new HandshakeRequest() {
            @Override
            public String method() {
                return request.method().name();
            }

            @Override
            public String version() {
                return request.protocolVersion().text();
            }

            @Override
            public List<String> headers(String name) {
                return request.headers().getAll(name);
            }
        };
    }
}
