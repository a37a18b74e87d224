package dev.socketwire.interop.faults;

import dev.socketwire.interop.Program;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.SocketIoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A server in a process of its own, for what would harm the tests in theirs. Prints its port, and the lines of its log. Ends
 * with its input.
 */
final class LittleServer {
    private static final String PORT = "port ";

    private LittleServer() {}

    /**
     * Starts one.
     *
     * @param limits what a shell does before, such as {@code ulimit -n 100}
     */
    static Program start(String limits, Duration pingInterval, Duration pingTimeout) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String command = limits + " && exec \"" + java + "\" -Xmx256m -Dtest.log=INFO -cp \"" + classes + "\" "
                + LittleServer.class.getName() + " " + pingInterval.toMillis() + " " + pingTimeout.toMillis();
        return Program.start(Path.of("").toAbsolutePath(), List.of("sh", "-c", command));
    }

    /** Where it listens; it has started then. */
    static int portOf(Program server) {
        String line = server.readLine();
        while (!line.startsWith(PORT)) {
            line = server.readLine();
        }
        return Integer.parseInt(line.substring(PORT.length()));
    }

    /** Takes the two times of the heartbeat, in ms. */
    public static void main(String[] args) throws IOException {
        try (SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1")
                .pingInterval(Duration.ofMillis(Long.parseLong(args[0])))
                .pingTimeout(Duration.ofMillis(Long.parseLong(args[1])))
                .build()) {
            io.onConnection(socket -> {
                socket.on("echo", answer -> socket.emit("echo", answer));
                socket.onRequest("ask", (Arguments question) -> question);
                socket.onRequest("time", arguments -> socket.handshake().issued());
            });
            io.start();
            System.out.println(PORT + io.port());
            while (System.in.read() >= 0) {
                // Until whoever started it has gone.
            }
        }
    }
}
