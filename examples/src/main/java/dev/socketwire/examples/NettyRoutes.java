package dev.socketwire.examples;

import dev.socketwire.socketio.SocketIoServer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/** The routes of {@link NettyApp}: who is there, and news for them. */
final class NettyRoutes extends SimpleChannelInboundHandler<FullHttpRequest> {
    private final SocketIoServer io;

    NettyRoutes(SocketIoServer io) {
        this.io = io;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
        switch (request.method() + " " + request.uri()) {
            case "GET /clients" ->
                answer(
                        ctx,
                        request,
                        HttpResponseStatus.OK,
                        String.valueOf(io.of("/").socketCount()));
            case "POST /news" -> {
                io.emit("news", request.content().toString(StandardCharsets.UTF_8));
                answer(ctx, request, HttpResponseStatus.OK, "told\n");
            }
            default -> answer(ctx, request, HttpResponseStatus.NOT_FOUND, "There is no such page.\n");
        }
    }

    private static void answer(
            ChannelHandlerContext ctx, FullHttpRequest request, HttpResponseStatus status, String text) {
        ByteBuf body = ByteBufUtil.writeUtf8(ctx.alloc(), text);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        response.headers().set(HttpHeaderNames.CONTENT_TYPE, "text/plain; charset=utf-8");
        HttpUtil.setContentLength(response, body.readableBytes());
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        HttpUtil.setKeepAlive(response, keepAlive);
        ctx.writeAndFlush(response)
                .addListener(keepAlive ? ChannelFutureListener.CLOSE_ON_FAILURE : ChannelFutureListener.CLOSE);
    }
}
