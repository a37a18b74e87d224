package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.socketio.spi.RoomListener;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The rooms that a socket of a client begins with which has come back. */
class FirstRoomsTest {
    @Test
    void whereOneIsTooManyTheClientIsInAllTheSame() {
        RunningServer server = recovering();
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            server.socket()
                    .join(IntStream.range(0, 10_000).mapToObj(i -> "r" + i).toArray(String[]::new));
        }
        await().until(() -> server.io.stats().sockets() == 0);
        server.io.use(connection -> connection.join("more"));
        try (RawClient client = server.session()) {
            TwoServers.assertBack(client, memory);
            // That of its id, too.
            assertThat(server.socket().rooms()).hasSize(10_001).contains("more");
            assertThat(server.errors)
                    .containsExactly("rooms: IllegalStateException: socket is in 10000 rooms, more are not allowed");
        } finally {
            server.close();
        }
    }

    @Test
    void whoIsClosedByOneWhoHearsOfThemMayComeAgain() {
        RunningServer server = recovering();
        try {
            Memory memory = Memory.lost(server);
            closeTheFirstIn("red", server);
            assertIsClosedAndComesAgain(server, memory);
        } finally {
            server.close();
        }
    }

    @Test
    void soMayWhoseSocketAStoreHasKept() {
        try (TwoServers servers = new TwoServers(ConnectionStateRecovery.defaults(), builder -> builder)) {
            Memory memory = servers.lost();
            servers.first.io.emit("e", 2);
            closeTheFirstIn("red", servers.second);
            assertIsClosedAndComesAgain(servers.second, memory);
        }
    }

    private static RunningServer recovering() {
        return RunningServer.start(builder -> builder.connectionStateRecovery(ConnectionStateRecovery.defaults()));
    }

    private static void closeTheFirstIn(String room, RunningServer server) {
        Namespace root = server.io.of("/");
        AtomicBoolean done = new AtomicBoolean();
        root.rooms().listen(new RoomListener() {
            @Override
            public void onJoin(String joined, String socketId) {
                if (joined.equals(room) && done.compareAndSet(false, true)) {
                    root.socket(socketId).orElseThrow().conn().close();
                }
            }
        });
        server.io.use(connection -> connection.join(room));
    }

    private static void assertIsClosedAndComesAgain(RunningServer server, Memory memory) {
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            client.assertClosed();
        }
        try (RawClient client = server.session()) {
            TwoServers.assertBack(client, memory);
            client.send("1");
        }
    }
}
