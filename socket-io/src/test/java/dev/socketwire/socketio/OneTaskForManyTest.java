package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done with many sockets is one task for each of their loops, however many they are, and however many their rooms. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class OneTaskForManyTest {
    private static final int LOOPS = 2;
    private static final int CLIENTS = 8;
    private static final String[] ROOMS = {"a", "b", "c"};

    private final ServerOnLoops server;
    private final SocketIoServer io;

    OneTaskForManyTest(boolean recovery) {
        server = new ServerOnLoops(
                LOOPS,
                builder -> recovery ? builder.connectionStateRecovery(ConnectionStateRecovery.defaults()) : builder);
        io = server.io;
        server.connect(CLIENTS);
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void joiningAndLeaving() {
        assertThat(server.tasksOf(() -> io.socketsJoin(ROOMS))).isEqualTo(LOOPS);
        io.to("a").to("c").emit("joined");
        assertThat(server.tasksOf(() -> io.in("b").socketsLeave(ROOMS))).isEqualTo(LOOPS);
        io.to(ROOMS).emit("must not be heard");
        io.emit("end");
        assertEachHears("joined", "end");
    }

    @Test
    void disconnecting() {
        assertThat(server.tasksOf(() -> io.disconnectSockets(true))).isEqualTo(LOOPS);
        server.clients.forEach(client -> {
            assertThat(client.read()).isEqualTo("1");
            client.assertClosed();
        });
        await().until(() -> io.sessionCount() == 0);
    }

    @Test
    void aSocketThatJoinsSeveralRooms() {
        assertThat(server.tasksOf(() -> server.sockets.get(0).join(ROOMS))).isOne();
        io.to("b").emit("joined");
        assertThat(server.next(0)).isEqualTo("joined");
    }

    /** The task of many is posted with the first of them; what comes behind the change of somebody else does not go with it. */
    @Test
    void aChangeBetweenIsBetween() {
        // In what order the sockets are taken is nobody's to say: each is the one that cannot join, once.
        for (Socket full : server.sockets) {
            String room = "not for " + full.id();
            String[] filling = IntStream.range(full.rooms().size() - 1, 10_000)
                    .mapToObj(i -> "filling " + i)
                    .toArray(String[]::new);
            full.join(filling);
            server.onError(() -> server.sockets.stream()
                    .filter(socket -> socket != full && !socket.rooms().contains(room))
                    .forEach(socket -> {
                        socket.join(room);
                        socket.leave(room);
                    }));
            server.tasksOf(() -> io.socketsJoin(room));
            assertThat(server.errors).hasSize(1);
            server.errors.clear();
            io.in(full.id()).socketsLeave(filling);
            io.except(full.id()).to(room).emit("joined");
            io.to(full.id()).emit("joined");
        }
        for (int client = 0; client < CLIENTS; client++) {
            for (int i = 0; i < CLIENTS; i++) {
                assertThat(server.next(client)).isEqualTo("joined");
            }
        }
    }

    private void assertEachHears(String... events) {
        for (int client = 0; client < CLIENTS; client++) {
            for (String event : events) {
                assertThat(server.next(client)).isEqualTo(event);
            }
        }
    }
}
