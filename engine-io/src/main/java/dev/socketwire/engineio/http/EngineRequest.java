package dev.socketwire.engineio.http;

import dev.socketwire.engineio.QueryString;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the rules look at in a request, parsed once. Values are kept as they came, for the rules to refuse; of a parameter
 * that came twice the last value counts.
 *
 * @param method the method, such as {@code GET}
 * @param path the target without its query
 * @param eio {@code EIO}, the revision
 * @param transport {@code transport}
 * @param sid {@code sid}; null where it is missing or empty
 * @param j {@code j}, the index of a JSONP script
 * @param b64 {@code b64}, set by clients that cannot take binary answers
 * @param origin the {@code Origin} header; several ones joined by a comma, which no origin holds
 * @param isWebSocket whether it asks to become a WebSocket; an offer to change to anything else is not heard
 * @param contentType the {@code Content-Type} header
 */
public record EngineRequest(
        String method,
        String path,
        @Nullable String eio,
        @Nullable String transport,
        @Nullable String sid,
        @Nullable String j,
        @Nullable String b64,
        @Nullable String origin,
        boolean isWebSocket,
        @Nullable String contentType) {
    /** Reads the head of a request. */
    public static EngineRequest of(HttpRequest request) {
        Query query = new Query();
        QueryString.forEach(request.uri(), query::put);
        HttpHeaders headers = request.headers();
        return new EngineRequest(
                request.method().name(),
                QueryString.path(request.uri()),
                query.eio,
                query.transport,
                query.sid,
                query.j,
                query.b64,
                origin(headers),
                isWebSocket(headers),
                headers.get(HttpHeaderNames.CONTENT_TYPE));
    }

    /** Whether the body is declared to be bytes and not text. */
    public boolean hasBytes() {
        if (contentType == null) {
            return false;
        }
        int end = contentType.indexOf(';');
        String mediaType = end < 0 ? contentType : contentType.substring(0, end);
        return mediaType.strip().equalsIgnoreCase("application/octet-stream");
    }

    /** Whether the client cannot take bytes: any value of {@code b64} says so, as does {@code j}. */
    public boolean wantsBase64() {
        return (b64 != null && !b64.isEmpty()) || j != null;
    }

    private static @Nullable String origin(HttpHeaders headers) {
        List<String> origins = headers.getAll(HttpHeaderNames.ORIGIN);
        return origins.isEmpty() ? null : String.join(", ", origins);
    }

    private static boolean isWebSocket(HttpHeaders headers) {
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /** The parameters that mean something to the engine. */
    private static final class Query {
        private @Nullable String eio;
        private @Nullable String transport;
        private @Nullable String sid;
        private @Nullable String j;
        private @Nullable String b64;

        void put(String name, String value) {
            switch (name) {
                case "EIO" -> eio = value;
                case "transport" -> transport = value;
                case "sid" -> sid = value.isEmpty() ? null : value;
                case "j" -> j = value;
                case "b64" -> b64 = value;
                default -> {
                    // The application's own.
                }
            }
        }
    }
}
