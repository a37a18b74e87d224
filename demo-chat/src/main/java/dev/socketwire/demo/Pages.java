package dev.socketwire.demo;

import dev.socketwire.engineio.PlainHttpHandler;
import dev.socketwire.engineio.PlainRequest;
import dev.socketwire.engineio.PlainResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The pages of the demo, read once: the start page at {@code /} and one folder for each program. Only what is listed is
 * served: no path of a request names a file.
 */
final class Pages implements PlainHttpHandler {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private final Map<String, PlainHttpHandler> routes = new HashMap<>(); // filled before the start

    private Pages() {}

    static Pages ofTheDemo() {
        Pages pages = new Pages();
        pages.file("/", "index.html");
        pages.file("/demo.css", "demo.css");
        pages.file("/demo.js", "demo.js");
        pages.file("/pictures.js", "pictures.js");
        pages.file("/favicon.svg", "favicon.svg");
        pages.route("/socket.io.js", redirect("/socket.io/socket.io.js")); // the other place where pages look for it
        pages.program("simple", "page.js");
        pages.program("server-msg", "page.js");
        pages.program("chat-message", "page.js");
        pages.program("time", "page.js");
        pages.program("login", "page.js", "earlier.js");
        pages.program("chat", "chat.css", "chat.js", "files.js", "view.js");
        pages.program("document", "document.css", "document.js", "copy.js", "edits.js");
        pages.program("counters", "counters.css", "counters.js");
        pages.program("picture", "picture.css", "picture.js");
        pages.program("raw", "raw.css", "raw.js");
        return pages;
    }

    /** Adds an answer of a program to a path of its own. */
    Pages route(String path, PlainHttpHandler handler) {
        routes.put(path, handler);
        return this;
    }

    @Override
    public CompletionStage<PlainResponse> handle(PlainRequest request) {
        PlainHttpHandler route = routes.get(request.path());
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return CompletableFuture.completedFuture(PlainResponse.of(405).withHeader("Allow", "GET, HEAD"));
        }
        return route == null
                ? CompletableFuture.completedFuture(PlainResponse.text(404, "There is no such page."))
                : route.handle(request);
    }

    /** The page {@code /NAME/} and its files; whoever forgets the slash is sent there. */
    private void program(String name, String... files) {
        String folder = "/" + name + "/";
        file(folder, name + "/index.html");
        for (String file : files) {
            file(folder + file, name + "/" + file);
        }
        route("/" + name, redirect(folder));
    }

    private void file(String path, String name) {
        String type = Objects.requireNonNull(TYPES.get(name.substring(name.lastIndexOf('.') + 1)), name);
        byte[] bytes = read(name);
        PlainResponse answer = PlainResponse.ok(type, name.endsWith(".html") ? withSources(bytes) : bytes)
                .withHeader("Cache-Control", "no-cache")
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; connect-src 'self' ws: wss:; img-src 'self' blob:")
                .withHeader("X-Content-Type-Options", "nosniff");
        route(path, PlainHttpHandler.of(request -> answer));
    }

    private static PlainHttpHandler redirect(String to) {
        return PlainHttpHandler.of(request -> PlainResponse.redirect(to));
    }

    private static byte[] withSources(byte[] html) {
        return SourceLines.fillInto(new String(html, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream file = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
