package dev.socketwire.demo;

import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;

/** The page of the chat and its files, read once. Only what is listed is served: no path of a request names a file. */
final class Pages {
    private Pages() {}

    static PlainHttpHandler ofTheChat() {
        Map<String, PlainResponse> files = Map.of(
                "/", file("index.html", "text/html; charset=utf-8"),
                "/chat.css", file("chat.css", "text/css; charset=utf-8"),
                "/chat.js", file("chat.js", "text/javascript; charset=utf-8"),
                "/view.js", file("view.js", "text/javascript; charset=utf-8"),
                "/favicon.svg", file("favicon.svg", "image/svg+xml"));
        return PlainHttpHandler.of(request -> switch (request.method()) {
            case "GET", "HEAD" -> files.getOrDefault(request.path(), PlainResponse.text(404, "There is no such page."));
            default -> PlainResponse.of(405).withHeader("Allow", "GET, HEAD");
        });
    }

    private static PlainResponse file(String name, String type) {
        try (InputStream file = Objects.requireNonNull(Pages.class.getResourceAsStream("chat/" + name), name)) {
            return PlainResponse.ok(type, file.readAllBytes())
                    .withHeader("Cache-Control", "no-cache")
                    .withHeader("Content-Security-Policy", "default-src 'self'; connect-src 'self' ws: wss:")
                    .withHeader("X-Content-Type-Options", "nosniff");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
