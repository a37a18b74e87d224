package dev.socketwire.socketio.netty;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.netty.FrontRoute;
import dev.socketwire.socketio.bundle.BundleAsset;
import dev.socketwire.socketio.bundle.ClientBundle;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands out the client's files. Any thread. */
final class BundleRoute implements FrontRoute {
    private final ClientBundle bundle;
    private final Optional<CorsOptions> cors;

    BundleRoute(ClientBundle bundle, Optional<CorsOptions> cors) {
        this.bundle = bundle;
        this.cors = cors;
    }

    @Override
    public @Nullable FullHttpResponse answer(HttpRequest request) {
        BundleAsset asset = find(request);
        return asset == null ? null : answer(request, asset);
    }

    private @Nullable BundleAsset find(HttpRequest request) {
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            return null;
        }
        String target = request.uri();
        int query = target.indexOf('?');
        return bundle.find(query < 0 ? target : target.substring(0, query)).orElse(null);
    }

    private FullHttpResponse answer(HttpRequest request, BundleAsset asset) {
        boolean notModified =
                ClientBundle.isNotModified(asset, request.headers().get(HttpHeaderNames.IF_NONE_MATCH));
        boolean gzip = !notModified
                && request.headers().containsValue(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP, true);
        byte[] bytes = gzip ? asset.gzip() : asset.bytes();
        ByteBuf body = notModified ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(bytes);
        FullHttpResponse response = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, notModified ? HttpResponseStatus.NOT_MODIFIED : HttpResponseStatus.OK, body);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.CACHE_CONTROL, "public, max-age=0")
                // The same file in another coding is another one to whoever compares byte by byte (RFC 9110 section
                // 8.8.3).
                .set(HttpHeaderNames.ETAG, gzip ? "W/" + asset.etag() : asset.etag())
                .set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        if (!notModified) {
            headers.set(HttpHeaderNames.CONTENT_TYPE, asset.contentType())
                    .set(HttpHeaderNames.CONTENT_LENGTH, bytes.length);
        }
        if (gzip) {
            headers.set(HttpHeaderNames.CONTENT_ENCODING, HttpHeaderValues.GZIP);
        }
        allowOrigin(headers, request.headers().get(HttpHeaderNames.ORIGIN));
        return response;
    }

    private void allowOrigin(HttpHeaders headers, @Nullable String origin) {
        if (cors.isEmpty()) {
            return;
        }
        if (cors.get().allowsAnyOrigin()) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
            return;
        }
        headers.add(HttpHeaderNames.VARY, "Origin");
        if (origin != null && cors.get().allows(origin)) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        }
    }
}
