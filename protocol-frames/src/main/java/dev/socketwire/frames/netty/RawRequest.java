package dev.socketwire.frames.netty;

import io.netty.handler.codec.http.HttpRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is kept of the request of a raw connection. */
record RawRequest(String path, Optional<String> query, Map<String, List<String>> headers) {
    static RawRequest of(HttpRequest request) {
        String target = request.uri();
        int mark = target.indexOf('?');
        Map<String, List<String>> headers = new LinkedHashMap<>();
        request.headers()
                .forEach(header -> headers.computeIfAbsent(
                                header.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
                        .add(header.getValue()));
        return new RawRequest(
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1)),
                Map.copyOf(headers));
    }
}
