package dev.socketwire.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Another server on another port, which has the files of a page and takes the client from the demo. */
final class OtherServer implements AutoCloseable {
    private final HttpServer http;

    private OtherServer(HttpServer http) {
        this.http = http;
    }

    static OtherServer withThePageOf(String program, int demoPort) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            serve(http, "/", "text/html", withClientFrom(demoPort, file(program + "/index.html")));
            serve(http, "/page.js", "text/javascript", file(program + "/page.js"));
            serve(http, "/demo.js", "text/javascript", file("demo.js"));
            serve(http, "/demo.css", "text/css", file("demo.css"));
            http.start();
            return new OtherServer(http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/";
    }

    @Override
    public void close() {
        http.stop(0);
    }

    /** The one line that the page says must be changed. */
    private static String withClientFrom(int demoPort, String html) {
        return html.replace(
                "src=\"/socket.io/socket.io.js\"", "src=\"http://127.0.0.1:" + demoPort + "/socket.io/socket.io.js\"");
    }

    private static void serve(HttpServer http, String path, String type, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        http.createContext(path, exchange -> answer(exchange, type, bytes));
    }

    private static void answer(HttpExchange exchange, String type, byte[] bytes) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", type);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private static String file(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(Pages.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
