package dev.socketwire.engineio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link PlainRequest}. Immutable. {@code Content-Length} is added on the way out; the body of an answer to
 * {@code HEAD} is left out there, too.
 */
public final class PlainResponse {
    private final int status;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    private PlainResponse(int status, List<Map.Entry<String, String>> headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A status without a body.
     *
     * @throws IllegalArgumentException where it is not from 200 to 599
     */
    public static PlainResponse of(int status) {
        return new PlainResponse(checked(status), List.of(), new byte[0]);
    }

    /**
     * A status with a body.
     *
     * @param contentType such as {@code text/html; charset=utf-8}
     * @param body copied
     * @throws IllegalArgumentException where the status is not from 200 to 599, or the type could not stand in a header
     */
    public static PlainResponse of(int status, String contentType, byte[] body) {
        return new PlainResponse(checked(status), List.of(), body.clone()).withHeader("Content-Type", contentType);
    }

    /** 200 with a body; copied. */
    public static PlainResponse ok(String contentType, byte[] body) {
        return of(200, contentType, body);
    }

    /** A status with plain text; as {@link #of(int, String, byte[])}. */
    public static PlainResponse text(int status, String text) {
        return of(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
    }

    /** 404 without a body. */
    public static PlainResponse notFound() {
        return of(404);
    }

    /**
     * 302 to another place.
     *
     * @throws IllegalArgumentException where that could not stand in a header
     */
    public static PlainResponse redirect(String location) {
        return of(302).withHeader("Location", location);
    }

    /**
     * The same with one more header.
     *
     * @throws IllegalArgumentException where name or value could not stand in a header
     */
    public PlainResponse withHeader(String name, String value) {
        ResponseHeaders more = new ResponseHeaders();
        headers.forEach(header -> more.add(header.getKey(), header.getValue()));
        return new PlainResponse(status, more.add(name, value).entries(), body);
    }

    /** The status, 200 to 599. */
    public int status() {
        return status;
    }

    /** Names and values in order. */
    public List<Map.Entry<String, String>> headers() {
        return headers;
    }

    /** The body, read-only. */
    public ByteBuffer body() {
        return ByteBuffer.wrap(body).asReadOnlyBuffer();
    }

    private static int checked(int status) {
        if (status < 200 || status > 599) {
            throw new IllegalArgumentException("status is " + status + ", must be from 200 to 599");
        }
        return status;
    }
}
