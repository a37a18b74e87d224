package dev.socketwire.engineio.netty;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From HTTP to frames: the 101, and the pipeline after it. */
final class SwitchingProtocols {
    private SwitchingProtocols() {}

    static FullHttpResponse response(List<Map.Entry<String, String>> headers) {
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.SWITCHING_PROTOCOLS, Unpooled.EMPTY_BUFFER);
        headers.forEach(header -> response.headers().add(header.getKey(), header.getValue()));
        return response;
    }

    /**
     * Takes the HTTP codec and all that came behind it out of a pipeline and puts the frame handler at its end. What the
     * program of somebody else put in front of the codec stays, TLS above all.
     */
    static void leaveOnly(ChannelPipeline pipeline, ChannelHandler frames, ChannelHandler engine) {
        List<ChannelHandler> http = new ArrayList<>();
        ChannelHandler codec = pipeline.get(HttpServerCodec.class);
        if (codec == null) {
            codec = pipeline.get(RequestCodec.class);
        }
        boolean behindCodec = false;
        for (Map.Entry<String, ChannelHandler> entry : pipeline) {
            ChannelHandler handler = entry.getValue();
            behindCodec |= handler == codec;
            if (behindCodec && handler != codec && !(handler instanceof SslHandler)) {
                http.add(handler);
            }
        }
        pipeline.addLast(frames);
        http.forEach(pipeline::remove);
        if (!http.contains(engine)) {
            pipeline.remove(engine);
        }
        if (codec != null) {
            // Last: bytes that came behind the request go on from here, to the frame handler.
            pipeline.remove(codec);
        }
    }
}
