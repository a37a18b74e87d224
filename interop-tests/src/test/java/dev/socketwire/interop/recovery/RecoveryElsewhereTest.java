package dev.socketwire.interop.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

/** A stock client moves from one server to the other and back, and has all that it missed. */
class RecoveryElsewhereTest {
    private static final DataKey<String> NAME = DataKey.of("name", String.class);

    private record Visit(boolean recovered, String id, String name) {}

    private record Report(List<Visit> visits, List<String> events) {}

    @ParameterizedTest
    @EnumSource
    void aClientIsTheSameOnEveryServer(Way way) {
        SharedStream stream = new SharedStream();
        try (SocketIoServer first = server(stream);
                SocketIoServer second = server(stream)) {
            serve(first, second);
            serve(second, first);
            String urls = "http://127.0.0.1:" + first.port() + ",http://127.0.0.1:" + second.port();
            List<String> command = List.of("node", "recovery-elsewhere.mjs", "--way", way.toString(), "--urls", urls);
            try (Program client = Program.start(Path.of(System.getProperty("interop.npm")), command)) {
                Report report = JsonMapper.shared().readValue(client.readLine(), Report.class);
                String id = report.visits.get(0).id;
                assertThat(report.visits)
                        .containsExactly(
                                new Visit(false, id, "Ada"), new Visit(true, id, "Ada"), new Visit(true, id, "Ada"));
                // Which of them come first is a race of two servers.
                assertThat(report.events)
                        .containsExactlyInAnyOrder("go 1", "mine", "missed", "go 2", "mine", "missed", "go 3");
            }
        }
    }

    private static SocketIoServer server(SharedStream stream) {
        SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1")
                .adapter(stream)
                .connectionStateRecovery(ConnectionStateRecovery.defaults())
                .build();
        io.start();
        return io;
    }

    private static void serve(SocketIoServer io, SocketIoServer other) {
        io.onConnection(socket -> {
            if (!socket.recovered()) {
                socket.join("red");
                socket.data().put(NAME, "Ada");
            }
            socket.onRequest("who", arguments -> socket.data().get(NAME).orElse("nobody"));
            socket.on("go", Integer.class, times -> socket.emit("e", "go " + times));
            socket.onDisconnect(reason -> gone(socket, other));
        });
    }

    private static void gone(Socket socket, SocketIoServer other) {
        socket.emit("e", "mine");
        other.to("red").emit("e", "missed");
    }
}
