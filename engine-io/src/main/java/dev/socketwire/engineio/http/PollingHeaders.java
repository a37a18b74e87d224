package dev.socketwire.engineio.http;

import dev.socketwire.engineio.codec.BodyKind;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** The headers of the good answers to polls and POSTs, but for those of CORS, compression and hooks. */
public final class PollingHeaders {
    private PollingHeaders() {}

    /**
     * For the answer to a poll.
     *
     * @param kind what its body is made of
     * @param userAgent the {@code User-Agent} of the request: two old browsers take the body for a page under attack
     */
    public static void addToPoll(HttpHeaders answer, BodyKind kind, @Nullable String userAgent) {
        answer.set(HttpHeaderNames.CONTENT_TYPE, contentType(kind));
        add(answer, userAgent);
    }

    /** For the answer to a POST, whose body is {@code ok}. */
    public static void addToPost(HttpHeaders answer, @Nullable String userAgent) {
        answer.set(HttpHeaderNames.CONTENT_TYPE, "text/html");
        add(answer, userAgent);
    }

    private static String contentType(BodyKind kind) {
        return switch (kind) {
            case TEXT -> "text/plain; charset=UTF-8";
            case BINARY -> "application/octet-stream";
            // A browser that minds types runs no script that is called plain text.
            case SCRIPT -> "text/javascript; charset=UTF-8";
        };
    }

    private static void add(HttpHeaders answer, @Nullable String userAgent) {
        answer.set(HttpHeaderNames.CACHE_CONTROL, "no-store");
        if (userAgent != null && (userAgent.contains(";MSIE") || userAgent.contains("Trident/"))) {
            answer.set("X-XSS-Protection", "0");
        }
    }
}
