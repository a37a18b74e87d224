package dev.socketwire.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.socketio.SocketIoServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A web application on the JDK's own HTTP server, and Socket.IO beside it on another port: the application calls the server as it
 * would call any object. Any other web framework goes the same way.
 */
public final class JdkHttpApp implements AutoCloseable {
    private final HttpServer web;
    private final SocketIoServer io;

    private JdkHttpApp(int webPort, int ioPort) throws IOException {
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), webPort), 0);
        io = SocketIoServer.builder()
                .host("127.0.0.1")
                .port(ioPort)
                .cors(CorsOptions.origins(
                        "http://localhost:" + webPort())) // the pages of the application, and no others
                .build();
        io.start();
        web.createContext("/", this::page);
        web.createContext("/orders", this::order);
        web.start();
    }

    /** Has the application on port 8080 and Socket.IO on port 8081 until it is stopped. */
    public static void main(String[] args) {
        JdkHttpApp app = start(8080, 8081);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
        System.out.println("Open http://localhost:" + app.webPort());
    }

    /** Starts both; 0 picks a port. */
    public static JdkHttpApp start(int webPort, int ioPort) {
        try {
            return new JdkHttpApp(webPort, ioPort);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port of the application. */
    public int webPort() {
        return web.getAddress().getPort();
    }

    /** The port of Socket.IO. */
    public int ioPort() {
        return io.port();
    }

    @Override
    public void close() {
        web.stop(0);
        io.close();
    }

    /** {@code POST /orders} with the item as its body: everybody who looks at the page sees it come. */
    private void order(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            io.emit("order", new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
        }
    }

    private void page(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream file = Objects.requireNonNull(JdkHttpApp.class.getResourceAsStream("orders.html"))) {
            String html = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            byte[] body = html.replace("8081", String.valueOf(ioPort())).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
