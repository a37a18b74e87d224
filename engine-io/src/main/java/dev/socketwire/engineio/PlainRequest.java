package dev.socketwire.engineio;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request that is not for the engine, with its whole body, at most {@code maxHttpBufferSize} bytes. Immutable. */
public final class PlainRequest {
    private final String method;
    private final String target;
    private final String headers;
    private final byte[] body;

    private PlainRequest(String method, String target, String headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = headers;
        this.body = body;
    }

    /**
     * A request.
     *
     * @param method such as {@code GET}
     * @param target path and query as they came
     * @param headers names and values in the order of the request; copied
     * @param body copied
     */
    public static PlainRequest of(
            String method, String target, Iterable<Map.Entry<String, String>> headers, byte[] body) {
        return new PlainRequest(method, target, HeaderBlock.of(headers), body.clone());
    }

    /** The method, such as {@code GET}. */
    public String method() {
        return method;
    }

    /** The path as it came: no query, escapes as they are, dots not resolved. Compare it, build no file name of it. */
    public String path() {
        return QueryString.path(target);
    }

    /** The query; of a name that came twice the last value. */
    public Map<String, String> query() {
        return QueryString.parse(target);
    }

    /** Header names in lower case, with their values in order. */
    public Map<String, List<String>> headers() {
        return HeaderBlock.toMap(headers);
    }

    /** The first value of a header; the name in any letter case. */
    public Optional<String> header(String name) {
        return HeaderBlock.values(headers, name).stream().findFirst();
    }

    /** The body, empty where there was none; a copy. */
    public byte[] body() {
        return body.clone();
    }
}
