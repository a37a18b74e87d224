package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The rooms of a socket whose client is gone before its lane has come to know. */
class RoomsAtTheEndTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final CountDownLatch looked = new CountDownLatch(1);
    private final RunningServer server = RunningServer.start(builder -> builder.handlers(Handlers.ordered(threads)));

    @BeforeEach
    void holdTheLane() {
        server.io.onConnection(socket -> {
            hold(gate);
            socket.join("kept", "left");
            socket.leave("left");
            socket.onDisconnecting(reason -> {
                remember("disconnecting", socket);
                hold(looked);
            });
            socket.onDisconnect(reason -> {
                socket.join("late");
                remember("disconnect", socket);
            });
        });
    }

    @AfterEach
    void stop() {
        gate.countDown();
        looked.countDown();
        server.close();
        threads.shutdown();
    }

    @Test
    void theListenersOfTheEndFindWhatTheListenersBeforeThemDid() {
        try (RawClient client = server.client()) {
            client.send("1");
            await().until(() -> server.io.of("/").socketCount() == 0);
            gate.countDown();
            looked.countDown();
            await().until(() -> server.events.size() == 2);
            assertThat(server.events()).containsExactly("disconnecting [kept]", "disconnect []");
        }
    }

    @Test
    void nothingOfItIsLeftInTheIndex() {
        try (RawClient client = server.client()) {
            Socket socket = server.socket();
            socket.join("before");
            client.send("1");
            await().until(() -> server.io.of("/").socketCount() == 0);
            gate.countDown();
            await().until(() -> server.events.size() == 1);
            server.io.to("before", "kept", "left", "late").emit("nobody is there");
            client.send("0/unknown,");
            assertThat(client.read()).startsWith("4/unknown,");
        }
    }

    private void remember(String what, Socket socket) {
        server.events.add(what + " "
                + socket.rooms().stream()
                        .filter(room -> !room.equals(socket.id()) && !room.equals("before"))
                        .toList());
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
