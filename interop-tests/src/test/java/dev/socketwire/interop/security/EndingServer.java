package dev.socketwire.interop.security;

import dev.socketwire.interop.Program;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.SocketIoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A server in a process of its own, which closes when its input ends, and has nothing else to do then: a thread that stays would
 * keep it. Prints its port, the lines of its log, and how long the end took.
 */
final class EndingServer {
    static final Duration DRAIN = Duration.ofSeconds(5);

    private static final String PORT = "port ";

    private EndingServer() {}

    static Program start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Program.start(
                Path.of("").toAbsolutePath(), List.of(java, "-Xmx256m", "-cp", classes, EndingServer.class.getName()));
    }

    static int portOf(Program server) {
        String line = server.readLine();
        while (!line.startsWith(PORT)) {
            line = server.readLine();
        }
        return Integer.parseInt(line.substring(PORT.length()));
    }

    public static void main(String[] args) throws IOException {
        SocketIoServer io = SocketIoServer.builder().host("127.0.0.1").build();
        io.onConnection(socket -> {
            socket.on("echo", answer -> socket.emit("echo", answer));
            socket.onRequest("ask", (Arguments question) -> question);
        });
        io.start();
        System.out.println(PORT + io.port());
        while (System.in.read() >= 0) {
            // Until it is to end.
        }
        Instant begun = Instant.now();
        io.closeAsync(DRAIN).join();
        System.out.println(
                "closed after " + Duration.between(begun, Instant.now()).toMillis());
    }
}
