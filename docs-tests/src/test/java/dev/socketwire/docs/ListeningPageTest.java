package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.Event;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;

class ListeningPageTest {
    private static final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private static final Board board = new Board();

    // docs: listen-record
    record Move(int x, int y) {}
    // docs: end

    // docs: listen-contract
    static final Event<List<Move>> MOVES = Event.of("moves", new TypeReference<>() {});
    // docs: end

    @RegisterExtension
    final SocketIoExtension server = SocketIoExtension.of(ListeningPageTest::install);

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            types(socket);
            contract(socket);
            once(socket);
            whatever(socket);
            end(socket);
        });
        io.of("/checked").onConnection(ListeningPageTest::middleware);
    }

    private static void types(Socket socket) {
        // docs: listen-types
        socket.on("move", Move.class, move -> board.play(move));
        socket.on("moves", new TypeReference<List<Move>>() {}, moves -> moves.forEach(board::play));
        socket.on("draw", String.class, Move.class, (colour, move) -> board.draw(colour, move));
        socket.on("whatever", arguments -> log(arguments.get(0, JsonNode.class)));
        // docs: end
    }

    private static void contract(Socket socket) {
        // docs: listen-with-contract
        socket.on(MOVES, moves -> socket.broadcast().emit(MOVES, moves));
        // docs: end
    }

    private static void once(Socket socket) {
        // docs: listen-once
        socket.once("ready", arguments -> start());

        EventListener.One<String> listener = text -> show(text);
        socket.on("news", String.class, listener);
        socket.on("enough", arguments -> socket.off("news", listener)); // this one
        socket.on("quiet", arguments -> socket.off("news")); // all of this event
        socket.on("silence", arguments -> socket.off()); // all of all events, not those of whatever comes
        // docs: end
    }

    private static void whatever(Socket socket) {
        // docs: listen-any
        socket.onAny((event, arguments) -> log(event, arguments.size()));
        socket.onAnyOutgoing((event, values) -> log(event, values));
        // docs: end
    }

    private static void middleware(Socket socket) {
        // docs: listen-middleware
        socket.use((event, arguments) -> {
            if (event.startsWith("admin:") && !isAdmin(socket)) {
                throw new SecurityException("not for you");
            }
        });
        socket.onError(error -> socket.emit("refused", error.getMessage()));
        // docs: end
    }

    private static void end(Socket socket) {
        // docs: listen-end
        socket.onDisconnecting(reason -> log("leaves", socket.rooms())); // the rooms are still there
        socket.onDisconnect((reason, details) -> log(reason, details));
        // docs: end
    }

    @Test
    void argumentsAreBoundToTheTypes(TestClient ada, TestClient bob) {
        ada.emit("move", new Move(1, 2));
        ada.emit("draw", "red", new Move(3, 4));
        ada.emit("whatever", Map.of("a", 1));
        ada.emit(MOVES, List.of(new Move(5, 6)));
        assertThat(bob.expect(MOVES).soon()).containsExactly(new Move(5, 6));
        assertThat(board.moves).contains(new Move(1, 2), new Move(3, 4), new Move(5, 6));
        assertThat(lines).contains("[{\"a\":1}]", "[move, 1]");
    }

    @Test
    void aListenerIsTakenOff(TestClient ada) {
        ada.emit("ready");
        ada.emit("ready");
        ada.emit("news", "first");
        ada.emit("enough");
        ada.emit("news", "second");
        ada.disconnect();
        Awaitility.await()
                .untilAsserted(() -> assertThat(lines).anyMatch(line -> line.contains("client namespace disconnect")));
        assertThat(lines).contains("first").doesNotContain("second").containsOnlyOnce("started");
        assertThat(lines).anyMatch(line -> line.startsWith("[leaves, ["));
    }

    @Test
    void aMiddlewareKeepsAnEventFromTheListeners() {
        TestClient ada = server.connect("/checked");
        ada.emit("admin:stop");
        assertThat(ada.expect("refused", String.class).soon()).isEqualTo("not for you");
    }

    private static void log(Object... values) {
        lines.add(List.of(values).toString());
    }

    private static void start() {
        lines.add("started");
    }

    private static void show(String text) {
        lines.add(text);
    }

    private static boolean isAdmin(Socket socket) {
        return socket.rooms().contains("admins");
    }

    private static final class Board {
        private final Queue<Move> moves = new ConcurrentLinkedQueue<>();

        void play(Move move) {
            moves.add(move);
        }

        void draw(String colour, Move move) {
            assertThat(colour).isNotEmpty();
            moves.add(move);
        }
    }
}
