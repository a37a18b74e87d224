package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.Handlers;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestServer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class OrderingPageTest {
    private static void install(SocketIoServer io) {
        // docs: ordering-lane
        io.onConnection(socket -> {
            List<String> lines = new ArrayList<>(); // touched by listeners of one socket only: needs no lock
            socket.on("line", String.class, lines::add);
            socket.onRequest("lines", arguments -> List.copyOf(lines));
        });
        // docs: end
    }

    @Test
    void oneSocketsListenersTakeTurns() {
        try (TestServer server = TestServer.start(OrderingPageTest::install)) {
            TestClient ada = server.connect();
            for (int i = 0; i < 1000; i++) {
                ada.emit("line", "" + i);
            }
            assertThat(ada.request("lines", String[].class).join())
                    .hasSize(1000)
                    .startsWith("0", "1", "2");
        }
    }

    @Test
    void anExecutorOfTheProgram() {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        // docs: ordering-executor
        SocketIoServerBuilder builder =
                SocketIoServer.builder().handlers(Handlers.ordered(workers).withInbox(256));
        // docs: end
        try (TestServer server = TestServer.start(builder, OrderingPageTest::install)) {
            TestClient ada = server.connect();
            ada.emit("line", "a");
            assertThat(ada.request("lines", String[].class).join()).containsExactly("a");
        } finally {
            workers.shutdownNow();
        }
    }

    @Test
    void onTheEventLoop() {
        // docs: ordering-inline
        SocketIoServerBuilder builder = SocketIoServer.builder().handlers(Handlers.inline());
        // docs: end
        try (TestServer server = TestServer.start(builder, OrderingPageTest::install)) {
            TestClient ada = server.connect();
            ada.emit("line", "a");
            assertThat(ada.request("lines", String[].class).join()).containsExactly("a");
        }
    }

    @Test
    void fromAnyThread() {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try (TestServer server = TestServer.start(OrderingPageTest::install)) {
            SocketIoServer io = server.io();
            // docs: ordering-any-thread
            clock.scheduleAtFixedRate(() -> io.emit("tick", Instant.now()), 0, 1, TimeUnit.SECONDS);
            // docs: end
            server.connect().expect("tick").soon();
        } finally {
            clock.shutdownNow();
        }
    }

    @Test
    void oneThreadsEventsKeepTheirOrder() {
        try (TestServer server =
                TestServer.start(io -> io.onConnection(socket -> socket.on("go", arguments -> inOrder(io, socket))))) {
            TestClient ada = server.connect();
            ada.emit("go");
            ada.expect("four").soon();
            assertThat(ada.received()).extracting(event -> event.name()).containsExactly("one", "two", "three");
        }
    }

    @Test
    void roomsAreInThatOrderFromAnyThread() {
        try (TestServer server = TestServer.start(io -> {})) {
            TestClient ada = server.connect();
            SocketIoServer io = server.io();
            Socket socket = io.of("/").socket(ada.id()).orElseThrow();
            for (int i = 0; i < 100; i++) {
                socket.join("lobby");
                assertThat(moved(io, socket)).hasSize(1);
                assertThat(ada.expect("to you alone").soon()).isNotNull();
                assertThat(ada.expect("begin").soon()).isNotNull();
                socket.leave("game");
            }
        }
    }

    private static FoundSockets moved(SocketIoServer io, Socket socket) {
        // docs: ordering-rooms
        socket.join("stage");
        io.to("stage").emit("to you alone");
        socket.leave("stage"); // too late to miss it

        io.in("lobby").socketsJoin("game");
        io.in("lobby").socketsLeave("lobby");
        io.to("game").emit("begin"); // those who were in the lobby hear it
        FoundSockets players = io.in("game").fetchSockets().join(); // and are found
        // docs: end
        return players;
    }

    private static void inOrder(SocketIoServer io, Socket socket) {
        // docs: ordering-order
        socket.emit("one");
        io.emit("two");
        socket.join("lobby");
        io.to("lobby").emit("three");
        socket.emit("four"); // the client hears them as they are numbered
        // docs: end
    }
}
