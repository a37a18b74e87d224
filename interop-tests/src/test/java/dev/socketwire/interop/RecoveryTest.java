package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.msgpack.MsgpackParser;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A stock client that knows connection state recovery: its connection breaks, and all is back. */
class RecoveryTest {
    private static final DataKey<String> NAME = DataKey.of("name", String.class);
    private static final DataKey<Integer> TIMES = DataKey.of("times", Integer.class);

    @ParameterizedTest
    @EnumSource
    void aClientComesBackTwice(Way way) {
        comesBackTwice(SocketIoServer.builder(), way);
    }

    @ParameterizedTest
    @EnumSource
    void aClientWithMsgpackComesBackTwice(Way way) {
        comesBackTwice(
                SocketIoServer.builder().parser(new MsgpackParser()), way, "--parser", "socket.io-msgpack-parser");
    }

    private static void comesBackTwice(SocketIoServerBuilder options, Way way, String... more) {
        try (SocketIoServer io = options.host("127.0.0.1")
                        .connectionStateRecovery(ConnectionStateRecovery.defaults())
                        .build();
                Program client = start(io, way, more)) {
            List<JsonNode> lines = client.readAll().stream()
                    .map(line -> JsonMapper.shared().readTree(line))
                    .toList();
            assertThat(client.exitCode()).succeedsWithin(Duration.ofSeconds(10)).isEqualTo(0);
            assertThat(lines).hasSize(4);
            String id = lines.get(0).get("id").asString();
            for (int i = 0; i < 3; i++) {
                JsonNode line = lines.get(i);
                assertThat(line.get("recovered").asBoolean()).isEqualTo(i > 0);
                assertThat(line.get("id").asString()).isEqualTo(id);
                assertThat(line.get("name").asString()).isEqualTo("Ada");
                assertThat(line.get("rooms").toString()).isEqualTo("[\"" + id + "\",\"red\"]");
            }
            assertThat(lines.get(3).get("events"))
                    .hasToString("[\"go 1\",\"missed 1\",[1,2],\"mine 1\",\"go 2\",\"missed 2\",[1,2],\"mine 2\"]");
        }
    }

    private static Program start(SocketIoServer io, Way way, String... more) {
        // By how often it was connected before: a line that is cut may be noticed after the client is back.
        List<CompletableFuture<Void>> gone =
                List.of(CompletableFuture.completedFuture(null), new CompletableFuture<>(), new CompletableFuture<>());
        io.onConnection(socket -> {
            if (!socket.recovered()) {
                socket.join("red");
                socket.data().put(NAME, "Ada");
            }
            socket.onRequest(
                    "who",
                    Integer.class,
                    times -> gone.get(times - 1)
                            .thenApply(nothing -> Map.of(
                                    "rooms",
                                    sorted(socket),
                                    "name",
                                    socket.data().get(NAME).orElse("nobody"))));
            socket.on("next", Integer.class, times -> {
                socket.data().put(TIMES, times);
                if (times < 3) {
                    io.to("red").emit("e", "go " + times);
                } else {
                    socket.emit("done");
                }
            });
            socket.onDisconnect(reason -> {
                int times = socket.data().get(TIMES).orElse(0);
                io.to("red").emit("e", "missed " + times);
                io.to("blue").emit("e", "not for it");
                io.emit("e", new byte[] {1, 2});
                io.to(socket.id()).emit("e", "mine " + times);
                if (times < gone.size()) {
                    gone.get(times).complete(null);
                }
            });
        });
        io.start();
        List<String> command = new ArrayList<>(List.of("node", "recovery.mjs", "--client", "4.8.4"));
        command.addAll(List.of("--way", way.toString(), "--url", "http://127.0.0.1:" + io.port()));
        command.addAll(List.of(more));
        return Program.start(Path.of(System.getProperty("interop.npm")), command);
    }

    /** The room of its own id first. */
    private static List<String> sorted(Socket socket) {
        TreeSet<String> rooms = new TreeSet<>(socket.rooms());
        rooms.remove(socket.id());
        return List.of(socket.id(), String.join(",", rooms));
    }
}
