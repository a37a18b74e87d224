package dev.socketwire.socketio.annotations;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.ParentNamespace;
import dev.socketwire.socketio.Socket;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;

/** What annotated methods get of a stock client, and what it gets of them. */
class ControllersTest {
    record Move(int x, int y) {}

    @SocketIoController("/game")
    static class Game {
        final BlockingQueue<List<Object>> ends = new LinkedBlockingQueue<>();

        @OnConnection
        void joined(Socket socket, HandshakeInfo handshake) {
            socket.emit("welcome", handshake.query().get("EIO"));
        }

        @OnEvent("move")
        void move(Move move, Socket socket) {
            socket.emit("moved", move.y(), move.x());
        }

        @OnEvent("moves")
        void moves(Socket socket, List<Move> moves, Optional<String> colour) {
            socket.emit("moved", moves.get(1).x(), colour.orElse("none"));
        }

        @OnEvent("three")
        void three(Socket socket, int a, String b, byte[] c) {
            socket.emit("moved", a, b, c.length);
        }

        @OnEvent("four")
        void four(Socket socket, long a, String b, byte[] c, List<Move> d) {
            socket.emit("moved", a, b, c.length, d.get(0));
        }

        @OnEvent("nothing")
        void nothing(Socket socket) {
            socket.emit("moved", "nothing");
        }

        @OnEvent("whatever")
        void whatever(Arguments arguments, Socket socket) {
            socket.emit("moved", arguments.size(), arguments.get(0, String.class));
        }

        @OnEvent({"one", "other"})
        String either(String text) {
            return "either " + text;
        }

        @OnEvent("sum")
        int sum(int a, int b) {
            return a + b;
        }

        @OnEvent("later")
        CompletionStage<byte[]> later(byte[] bytes, Socket socket) {
            return CompletableFuture.supplyAsync(() -> new byte[] {bytes[0], (byte) (bytes[0] + 1)});
        }

        @OnEvent("several")
        Answer several() {
            return Answer.of("a", 1);
        }

        @OnDisconnect
        void left(DisconnectReason reason, Socket socket) {
            ends.add(List.of("first", reason, socket.isConnected()));
        }

        @OnDisconnect
        void leftAgain(Socket socket) {
            ends.add(List.of("second"));
        }
    }

    @Test
    void argumentsAreBoundInTheirOrder() throws Exception {
        try (Bench bench = Bench.of(new Game())) {
            Bench.Client client = bench.connect("/game", "welcome", "moved");
            assertThat(client.heard()).containsExactly("4");
            client.emit("move", new JSONObject("{\"x\":3,\"y\":4}"));
            assertThat(client.heard()).containsExactly(4, 3);
            client.emit("moves", new JSONArray("[{\"x\":1,\"y\":1},{\"x\":7,\"y\":1}]"), "red");
            assertThat(client.heard()).containsExactly(7, "red");
            client.emit("three", 3, "b", new byte[] {1, 2});
            assertThat(client.heard()).containsExactly(3, "b", 2);
            client.emit("four", 4, "b", new byte[] {1, 2, 3}, new JSONArray("[{\"x\":5,\"y\":6}]"));
            List<Object> four = client.heard();
            assertThat(four.subList(0, 3)).containsExactly(4, "b", 3);
            assertThat(((JSONObject) four.get(3)).getInt("y")).isEqualTo(6);
            client.emit("nothing", "at all");
            assertThat(client.heard()).containsExactly("nothing");
            client.emit("whatever", "x", 2, 3);
            assertThat(client.heard()).containsExactly(3, "x");
        }
    }

    @Test
    void whatIsReturnedIsTheAcknowledgement() throws Exception {
        try (Bench bench = Bench.of(new Game())) {
            Bench.Client client = bench.connect("/game");
            assertThat(client.ask("sum", 2, 3)).containsExactly(5);
            assertThat(client.ask("one", "way")).containsExactly("either way");
            assertThat(client.ask("other", "way")).containsExactly("either way");
            assertThat(client.ask("later", new byte[] {6})).containsExactly(new byte[] {6, 7});
            assertThat(client.ask("several")).containsExactly("a", 1);
        }
    }

    @Test
    void everyMethodOfTheEndIsTold() throws Exception {
        Game game = new Game();
        try (Bench bench = Bench.of(game)) {
            bench.connect("/game").socket().disconnect();
            List<Object> one = game.ends.poll(10, SECONDS);
            List<Object> other = game.ends.poll(10, SECONDS);
            assertThat(List.of(one, other))
                    .containsExactlyInAnyOrder(
                            List.of("first", DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, false), List.of("second"));
        }
    }

    @SocketIoController
    static class Failing {
        @OnConnection
        void joined() throws IOException {
            throw new IOException("at once");
        }

        @OnEvent("fail")
        String fail(String how) throws IOException {
            throw new IOException(how);
        }

        @OnEvent("fail later")
        CompletableFuture<String> failLater(String how) {
            return CompletableFuture.failedFuture(new IOException(how));
        }

        @OnEvent("four")
        void four(int a, int b, int c, int d) {}

        @OnEvent("still there")
        boolean stillThere() {
            return true;
        }

        @OnDisconnect
        void left() throws IOException {
            throw new IOException("at last");
        }
    }

    @Test
    void failuresGoTheWayOfThoseOfListeners() throws Exception {
        try (Bench bench = Bench.of(new Failing())) {
            Bench.Client client = bench.connect("/");
            assertThat(bench.error()).satisfies(told("connection", IOException.class, "at once"));
            client.emit("fail", "now");
            assertThat(bench.error()).satisfies(told("fail", IOException.class, "now"));
            client.socket().emit("fail later", new Object[] {"later"}, (io.socket.client.Ack) values -> {});
            assertThat(bench.error()).satisfies(told("fail later", IOException.class, "later"));
            client.emit("four", 1, 2, "three", 4);
            assertThat(bench.error())
                    .satisfies(told("four", IllegalArgumentException.class, "argument 2 does not fit int"));
            client.emit("four", 1, 2, 3);
            assertThat(bench.error())
                    .satisfies(told("four", IllegalArgumentException.class, "argument 3 is missing, must be int"));
            assertThat(client.ask("still there")).containsExactly(true);
            client.socket().disconnect();
            assertThat(bench.error().getValue()).isInstanceOf(IOException.class).hasMessage("at last");
        }
    }

    private static org.assertj.core.api.ThrowingConsumer<java.util.Map.Entry<String, Throwable>> told(
            String event, Class<? extends Throwable> type, String message) {
        return told -> {
            assertThat(told.getKey()).isEqualTo(event);
            assertThat(told.getValue()).isExactlyInstanceOf(type).hasMessage(message);
        };
    }

    interface Echo<T> {
        @OnEvent("echo")
        T echo(T value);
    }

    @SocketIoController
    static class Base implements Echo<String> {
        @Override
        @OnEvent("echo")
        public String echo(String value) {
            return "base " + value;
        }

        @OnEvent("kept")
        public String kept() {
            return "base";
        }
    }

    /** As a proxy overrides: without the annotations. */
    static class Derived extends Base {
        @Override
        public String echo(String value) {
            return "derived, " + super.echo(value);
        }
    }

    @Test
    void methodsAreInheritedOnceAndMayBeOverridden() throws Exception {
        try (Bench bench = Bench.of(new Derived())) {
            Bench.Client client = bench.connect("/");
            assertThat(client.ask("echo", "x")).containsExactly("derived, base x");
            assertThat(client.ask("kept")).containsExactly("base");
        }
    }

    @Test
    void controllersServeNamespacesThatAreMadeForClients() throws Exception {
        try (Bench bench = new Bench(io -> {
            ParentNamespace rooms = io.of(Pattern.compile("/room-\\d+"));
            Controllers.registerIn(rooms, new Game());
        })) {
            assertThat(bench.connect("/room-7").ask("sum", 3, 4)).containsExactly(7);
            assertThat(bench.connect("/room-8").ask("sum", 4, 4)).containsExactly(8);
        }
    }
}
