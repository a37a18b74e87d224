package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What one thread does with rooms takes effect in its order, for look-ups and for what is sent: whatever the thread, and wherever
 * the sockets live.
 */
@ParameterizedClass
@EnumSource
class RoomsInOrderTest {
    private static final int CLIENTS = 8;
    private static final int ROUNDS = 1_000;

    private final ServerOnLoops server;
    private final SocketIoServer io;

    /** Where listeners run, and whether events have numbers and so wait for their turn on the loop itself. */
    enum Way {
        LANES(false, false),
        INLINE(true, false),
        RECOVERY(false, true),
        RECOVERY_INLINE(true, true);

        private final boolean inline;
        private final boolean recovery;

        Way(boolean inline, boolean recovery) {
            this.inline = inline;
            this.recovery = recovery;
        }

        SocketIoServerBuilder options(SocketIoServerBuilder builder) {
            SocketIoServerBuilder own = inline ? builder.handlers(Handlers.inline()) : builder;
            return recovery ? own.connectionStateRecovery(ConnectionStateRecovery.defaults()) : own;
        }
    }

    RoomsInOrderTest(Way way) {
        server = new ServerOnLoops(4, way::options);
        io = server.io;
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whoJoinsAndLeavesHearsWhatIsSentBetween() {
        server.connect(CLIENTS);
        for (int i = 0; i < ROUNDS; i++) {
            round(server.sockets.get(i % CLIENTS), i);
        }
        assertEachHearsItsRounds();
    }

    @Test
    void whoIsAwayDoesNotHearWhatIsSentMeanwhile() {
        server.connect(CLIENTS);
        server.sockets.forEach(socket -> socket.join("here"));
        for (int i = 0; i < ROUNDS; i++) {
            Socket socket = server.sockets.get(i % CLIENTS);
            socket.leave("here");
            io.to(socket.id()).to("here").except(others(i % CLIENTS)).emit("heard by id", i);
            io.to("here").except(others(i % CLIENTS)).emit("must not be heard", i);
            socket.join("here");
        }
        io.emit("end");
        for (int client = 0; client < CLIENTS; client++) {
            for (int i = client; i < ROUNDS; i += CLIENTS) {
                assertThat(server.next(client)).isEqualTo("heard by id " + i);
            }
            assertThat(server.next(client)).isEqualTo("end");
        }
    }

    @Test
    void listenersAreNoOther() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        io.onConnection(socket -> socket.on("go", arguments -> {
            for (int i = 0; i < ROUNDS; i++) {
                round(server.sockets.get(i % CLIENTS), i);
            }
            done.complete(null);
        }));
        server.connect(CLIENTS);
        server.clients.get(0).send("2[\"go\"]");
        done.join();
        assertEachHearsItsRounds();
    }

    @Test
    void aListenerMovesMany() {
        CompletableFuture<List<Integer>> sizes = new CompletableFuture<>();
        io.onConnection(socket -> socket.on("go", arguments -> {
            io.in(socket.id()).socketsJoin("one");
            io.except("one").socketsJoin("rest");
            io.to("one").emit("one");
            io.to("rest").emit("rest");
            io.in("rest").socketsLeave("rest");
            io.to("rest").emit("must not be heard");
            sizes.complete(List.of(
                    io.in("one").fetchSockets().getNow(null).size(),
                    io.in("rest").fetchSockets().getNow(null).size()));
            io.emit("end");
        }));
        server.connect(CLIENTS);
        server.clients.get(0).send("2[\"go\"]");
        assertThat(sizes.join()).containsExactly(1, 0);
        for (int client = 0; client < CLIENTS; client++) {
            assertThat(server.next(client)).isEqualTo(client == 0 ? "one" : "rest");
            assertThat(server.next(client)).isEqualTo("end");
        }
    }

    @Test
    void aLookUpSeesWhoHasJoinedAndWhoHasLeft() {
        server.connect(CLIENTS);
        for (int i = 0; i < 100; i++) {
            String room = "room " + i;
            io.socketsJoin(room);
            assertThat(io.in(room).fetchSockets().join()).hasSize(CLIENTS);
            io.in(room).socketsJoin("more");
            io.in(room).socketsLeave(room);
            assertThat(io.in(room).fetchSockets().join()).isEmpty();
            assertThat(io.in("more").fetchSockets().join()).hasSize(CLIENTS);
            assertThat(io.of("/").rooms().members("more")).hasSize(CLIENTS);
            assertThat(server.sockets).allMatch(socket -> socket.rooms().contains("more"));
            io.socketsLeave("more");
            assertThat(io.of("/").rooms().has("more")).isFalse();
        }
    }

    @Test
    void manyAndOneAreInOneOrder() {
        server.connect(2);
        Socket socket = server.sockets.get(0);
        for (int i = 0; i < 100; i++) {
            io.socketsJoin("a");
            socket.leave("a");
            assertThat(socket.rooms()).containsExactly(socket.id());
            io.to("a").emit("other", i);
            io.socketsLeave("a");
            socket.join("a");
            assertThat(socket.rooms()).contains("a");
            io.to("a").emit("this", i);
            io.in("a").socketsLeave("a");
        }
        for (int i = 0; i < 100; i++) {
            assertThat(server.next(0)).isEqualTo("this " + i);
            assertThat(server.next(1)).isEqualTo("other " + i);
        }
    }

    @Test
    void whoWasDisconnectedIsNotMeantAnyMore() {
        server.connect(CLIENTS);
        server.sockets.get(0).join("out");
        io.in("out").emit("before");
        io.in("out").disconnectSockets(false);
        assertThat(io.in("out").fetchSockets().join()).isEmpty();
        assertThat(io.fetchSockets().join()).hasSize(CLIENTS - 1);
        io.emit("behind");
        assertThat(server.next(0)).isEqualTo("before");
        assertThat(server.clients.get(0).read()).isEqualTo("1");
        assertThat(server.next(1)).isEqualTo("behind");
        server.clients.get(0).send("0/unknown,");
        assertThat(server.clients.get(0).read()).startsWith("4/unknown,");
    }

    private void round(Socket socket, int number) {
        io.to("here").emit("must not be heard", number);
        socket.join("here");
        io.to("here").emit("round", number);
        socket.leave("here");
        io.to("here").emit("must not be heard", number);
    }

    private void assertEachHearsItsRounds() {
        io.emit("end");
        for (int client = 0; client < CLIENTS; client++) {
            for (int i = client; i < ROUNDS; i += CLIENTS) {
                assertThat(server.next(client)).isEqualTo("round " + i);
            }
            assertThat(server.next(client)).isEqualTo("end");
        }
    }

    private String[] others(int client) {
        return server.sockets.stream()
                .filter(socket -> socket != server.sockets.get(client))
                .map(Socket::id)
                .toArray(String[]::new);
    }
}
