package dev.socketwire.examples;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.socketio.SocketIoServer;
import java.time.Duration;

/** A program that is nothing but a server: a {@code main} and its handlers. */
public final class PlainMain {
    private PlainMain() {}

    /** Listens on port 8080 until it is stopped. */
    public static void main(String[] args) {
        SocketIoServer io = start(8080);
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> io.closeAsync(Duration.ofSeconds(5)).join()));
        System.out.println("Listening on http://localhost:" + io.port());
    }

    /** Starts the server; 0 picks a port. */
    public static SocketIoServer start(int port) {
        SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1") // for this machine alone: leave it out, and it is there for all
                .port(port)
                .cors(CorsOptions.origins("*")) // pages of every origin may connect: this server has none of its own
                .build();
        io.onConnection(socket -> {
            socket.onRequest("greet", String.class, name -> "Hello, " + name);
            socket.on("say", Message.class, message -> io.emit("said", message));
        });
        return io.start();
    }

    /** What clients say to each other: an object of JSON with these two properties. */
    public record Message(String from, String text) {}
}
