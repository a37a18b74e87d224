package dev.socketwire.interop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.function.Function;
import tools.jackson.databind.json.JsonMapper;

/** The little HTTP by which a scenario asks the server what it saw, and has it restart. */
final class ControlPort implements AutoCloseable {
    private final HttpServer http;

    private ControlPort(HttpServer http) {
        this.http = http;
    }

    static ControlPort listen() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.start();
            return new ControlPort(http);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers requests to a path with what its query gives, as JSON. */
    ControlPort on(String path, Function<String, Object> answer) {
        http.createContext(path, exchange -> {
            String query = exchange.getRequestURI().getQuery();
            send(exchange, JsonMapper.shared().writeValueAsBytes(answer.apply(query == null ? "" : query)));
        });
        return this;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    private static void send(HttpExchange exchange, byte[] body) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
