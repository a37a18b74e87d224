package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.http.ContentCoding;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
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
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Answers: status, headers, body; the length is always said. */
final class ResponseWriter {
    private ResponseWriter() {}

    /**
     * An answer with a body.
     *
     * @param body taken
     */
    static FullHttpResponse of(int status, ByteBuf body) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), body);
        response.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        return response;
    }

    /**
     * An answer as its request wants it: without a body to a HEAD, and with what becomes of the connection.
     *
     * @param response taken
     */
    static FullHttpResponse answerTo(HttpRequest head, FullHttpResponse response, boolean keepAlive) {
        FullHttpResponse answer = response;
        if (head.method().equals(HttpMethod.HEAD)) {
            answer = response.replace(Unpooled.EMPTY_BUFFER);
            response.release();
        }
        if (!keepAlive) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!head.protocolVersion().isKeepAliveDefault()) {
            answer.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
        return answer;
    }

    /**
     * Compresses a body.
     *
     * @param body taken
     * @return the compressed body, the caller's
     */
    static ByteBuf compressed(ByteBuf body, ContentCoding coding, ByteBufAllocator allocator) {
        ByteBuf out = allocator.buffer(Math.max(256, body.readableBytes() / 2));
        boolean done = false;
        try (OutputStream sink = coding == ContentCoding.GZIP
                ? new GZIPOutputStream(new ByteBufOutputStream(out))
                : new DeflaterOutputStream(new ByteBufOutputStream(out))) {
            body.getBytes(body.readerIndex(), sink, body.readableBytes());
            done = true;
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory does not fail", e);
        } finally {
            body.release();
            if (!done) {
                out.release();
            }
        }
        return out;
    }

    /** Says which coding was used, and that another client may get another one. */
    static void setCoding(HttpHeaders headers, ContentCoding coding) {
        headers.set(HttpHeaderNames.CONTENT_ENCODING, coding.wireName());
        headers.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
    }
}
