package dev.socketwire.interop.stock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.Program;
import dev.socketwire.interop.Way;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A scene of {@code stock/}: what stock clients do with a server, and what they see of it. */
final class StockScene {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration LIFE = Duration.ofSeconds(60);

    private StockScene() {}

    /** A server whose clients may ask for what they say, in two namespaces; started. */
    static SocketIoServer server(UnaryOperator<SocketIoServerBuilder> options) {
        SocketIoServer io =
                options.apply(SocketIoServer.builder()).host("127.0.0.1").build();
        io.onConnection(socket -> socket.onRequest("echo", args -> args));
        io.of("/other").onConnection(socket -> socket.onRequest("echo", args -> args));
        return io.start();
    }

    /**
     * Plays a scene to its end.
     *
     * @param clients the options of each client that it opens, where it takes any
     * @return what the scene returns
     */
    static JsonNode play(String scene, Way way, SocketIoServer io, Object... clients) {
        return play(scene, way, io.port(), clients);
    }

    /** As above, by another port than the server's own. */
    static JsonNode play(String scene, Way way, int port, Object... clients) {
        List<String> command = List.of(
                "node",
                "stock.mjs",
                "--scene",
                scene,
                "--way",
                way.toString(),
                "--url",
                "http://127.0.0.1:" + port,
                "--options",
                JSON.writeValueAsString(clients));
        try (Program program = Program.start(Path.of(System.getProperty("interop.npm")), command, LIFE)) {
            List<String> lines = program.readAll();
            assertThat(program.exitCode())
                    .as("the end of %s", scene)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(0);
            assertThat(lines).as(scene).hasSize(1);
            return JSON.readTree(lines.get(0));
        }
    }

    /** As text, with quotes that need no backslash in Java. */
    static String text(JsonNode json) {
        return json.toString().replace('"', '\'');
    }
}
