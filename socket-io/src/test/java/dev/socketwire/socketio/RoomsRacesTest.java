package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Several threads change the rooms of one socket, its event loop among them: whoever is last has the last word everywhere. */
@ParameterizedClass
@ValueSource(booleans = {false, true})
class RoomsRacesTest {
    private static final int CLIENTS = 4;
    private static final List<String> ROOMS = List.of("a", "b");

    private final ServerOnLoops server;
    private final ExecutorService threads = Executors.newFixedThreadPool(3);

    RoomsRacesTest(boolean recovery) {
        server = new ServerOnLoops(
                2,
                builder -> recovery
                        ? builder.handlers(Handlers.inline())
                                .connectionStateRecovery(ConnectionStateRecovery.defaults())
                        : builder.handlers(Handlers.inline()));
        server.io.onConnection(socket -> {
            socket.on("flip", arguments -> flip(socket));
            socket.onRequest("done", arguments -> "yes");
        });
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        server.close();
        assertThat(server.errors).isEmpty();
    }

    @Test
    void whenAllIsQuietBroadcastsGoToThoseWhoAreInTheRoom() {
        server.connect(CLIENTS);
        for (int round = 0; round < 100; round++) {
            CompletableFuture<?> one = CompletableFuture.runAsync(this::flipAll, threads);
            CompletableFuture<?> other = CompletableFuture.runAsync(this::flipAll, threads);
            CompletableFuture<?> many = CompletableFuture.runAsync(this::moveMany, threads);
            for (RawClient client : server.clients) {
                for (int i = 0; i < 20; i++) {
                    client.send("2[\"flip\"]");
                }
                client.send("21[\"done\"]");
                assertThat(client.read()).isEqualTo("31[\"yes\"]");
            }
            CompletableFuture.allOf(one, other, many).join();
            assertTheIndexIsAsTheSets(round);
        }
    }

    private void assertTheIndexIsAsTheSets(int round) {
        for (String room : ROOMS) {
            server.io.to(room).emit(room);
            assertThat(server.io.of("/").rooms().members(room))
                    .containsExactlyInAnyOrderElementsOf(server.sockets.stream()
                            .filter(socket -> socket.rooms().contains(room))
                            .map(Socket::id)
                            .toList());
        }
        server.io.emit("end");
        for (int i = 0; i < CLIENTS; i++) {
            Socket socket = server.sockets.get(i);
            for (String room : ROOMS) {
                if (socket.rooms().contains(room)) {
                    assertThat(server.next(i))
                            .as("client %d in round %d", i, round)
                            .isEqualTo(room);
                }
            }
            assertThat(server.next(i)).as("client %d in round %d", i, round).isEqualTo("end");
        }
    }

    /** The loop stands still while other threads post their changes, and then makes one itself. */
    @Test
    void aChangeOnTheLoopIsNewerThanThoseThatWaitForIt() {
        CompletableFuture<Void> told = new CompletableFuture<>();
        server.connect(1);
        Socket socket = server.sockets.get(0);
        socket.join("left");
        socket.on("go", arguments -> {
            elsewhere(() -> socket.join("joined", "again"));
            elsewhere(() -> socket.leave("left"));
            socket.leave("joined");
            socket.leave("again");
            socket.join("left");
            elsewhere(() -> socket.join("again"));
            // Behind what was posted; nothing is emitted from here before all of it has run.
            elsewhere(() -> List.of("joined", "left", "again")
                    .forEach(room -> server.io.to(room).emit(room)));
            told.complete(null);
        });
        server.clients.get(0).send("2[\"go\"]");
        told.join();
        assertThat(server.next(0)).isEqualTo("left");
        assertThat(server.next(0)).isEqualTo("again");
        // And it is forgotten: what is posted from now on counts.
        socket.join("joined");
        server.io.to("joined").emit("joined");
        assertThat(server.next(0)).isEqualTo("joined");
    }

    @Test
    void whoHasEndedIsInNoRoom() {
        AtomicBoolean over = new AtomicBoolean();
        Runnable flipping = () -> {
            while (!over.get()) {
                flipAll();
            }
        };
        CompletableFuture<?> one = CompletableFuture.runAsync(flipping, threads);
        CompletableFuture<?> other = CompletableFuture.runAsync(flipping, threads);
        for (int round = 0; round < 20; round++) {
            server.connect(CLIENTS);
            for (RawClient client : server.clients) {
                client.send("2[\"flip\"]");
                client.send("1");
            }
            await().until(() -> server.io.of("/").socketCount() == 0);
            server.clients.forEach(RawClient::close);
            server.clients.clear();
        }
        over.set(true);
        CompletableFuture.allOf(one, other).join();
        assertThat(server.io
                        .to("a", "b")
                        .request("anybody", Object.class)
                        .join()
                        .asked())
                .isZero();
        assertThat(server.io.of("/").rooms().names()).isEmpty();
        assertThat(server.io.stats().namespaces().get("/").rooms()).isZero();
    }

    private void flipAll() {
        IntStream.range(0, 20).forEach(i -> server.io.of("/").sockets().forEach(RoomsRacesTest::flip));
    }

    private void moveMany() {
        for (int i = 0; i < 20; i++) {
            server.io.in("a").socketsLeave("a", "b");
            server.io.socketsJoin("b", "a");
        }
    }

    private static void flip(Socket socket) {
        for (String room : ROOMS) {
            if (socket.rooms().contains(room)) {
                socket.leave(room);
            } else {
                socket.join(room);
            }
        }
    }

    private static void elsewhere(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
