package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.ConnectErrorException;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestClientOptions;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GettingStartedPageTest {
    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> withPages(SocketIoServer.builder()), GettingStartedPageTest::install);

    private static final Map<String, String> users = Map.of("ada", "lovelace");

    /** Shown, and not run: it takes the port 8080. */
    static void run() {
        // docs: start-server
        SocketIoServer io = SocketIoServer.builder().port(8080).build();

        io.onConnection(socket -> {
            System.out.println(socket.id() + " is here");
            socket.onDisconnect(reason -> System.out.println(socket.id() + " left: " + reason));
        });

        io.start();
        // docs: end
    }

    private static SocketIoServerBuilder withPages(SocketIoServerBuilder builder) {
        // docs: start-cors
        builder.cors(CorsOptions.origins("http://localhost:8080", "http://localhost:3000"));
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            events(socket);
            answers(socket);
            socket.on("fix the lift", arguments -> rooms(io, socket));
        });
        middleware(io);
    }

    private static void events(Socket socket) {
        // docs: start-events
        record Move(int x, int y) {}

        socket.on("move", Move.class, move -> socket.broadcast().emit("moved", socket.id(), move));
        // docs: end
    }

    private static void answers(Socket socket) {
        // docs: start-answers
        socket.onRequest("sum", int[].class, numbers -> IntStream.of(numbers).sum());
        // docs: end
        socket.on("ask me", arguments -> {
            // docs: start-questions
            socket.timeout(Duration.ofSeconds(3))
                    .request("still there?", Boolean.class)
                    .thenAccept(yes -> socket.emit("so you are", yes));
            // docs: end
        });
    }

    private static void rooms(SocketIoServer io, Socket socket) {
        // docs: start-rooms
        socket.join("lobby");
        io.to("lobby").emit("news", "the lift works again"); // all in the room
        socket.to("lobby").emit("news", socket.id() + " fixed the lift"); // all in the room but this one
        io.to("lobby").except("muted").emit("news", "use it"); // all in the room who are not in the other
        // docs: end
    }

    private static void middleware(SocketIoServer io) {
        // docs: start-middleware
        record Credentials(String user, String password) {}

        Namespace admin = io.of("/admin");
        admin.use(connection -> {
            Credentials credentials = connection.auth(Credentials.class);
            if (!credentials.password().equals(users.get(credentials.user()))) {
                throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
            }
        });
        // docs: end
    }

    @Test
    void eventsWithARecord(TestClient ada, TestClient bob) {
        ada.emit("move", Map.of("x", 3, "y", 4));
        assertThat((Object) bob.expect("moved").soon().get(1, Map.class)).isEqualTo(Map.of("x", 3, "y", 4));
    }

    @Test
    void answersBothWays(TestClient ada) {
        assertThat(ada.request("sum", Integer.class, new int[] {1, 2, 3}).join())
                .isEqualTo(6);
        ada.emit("ask me");
        ada.expect("still there?").soon().answer(true);
        assertThat(ada.expect("so you are", Boolean.class).soon()).isTrue();
    }

    @Test
    void everybodyInTheRoom(TestClient ada, TestClient bob) {
        ada.emit("fix the lift");
        ada.expect("news", String.class).soon();
        assertThat(ada.expect("news", String.class).soon()).isEqualTo("use it");
        assertThat(bob.received()).isEmpty();
    }

    @Test
    void whoMayComeIn() {
        assertThat(server.connect("/admin", Map.of("user", "ada", "password", "lovelace"))
                        .isConnected())
                .isTrue();
        assertThatThrownBy(() -> server.connect("/admin", Map.of("user", "ada", "password", "?")))
                .isInstanceOfSatisfying(
                        ConnectErrorException.class,
                        refused -> assertThat((Object) refused.data(Map.class)).isEqualTo(Map.of("code", 4001)));
    }

    @Test
    void pagesOfTheNamedOriginsOnly() {
        assertThat(server.connect(TestClientOptions.create().header("Origin", "http://localhost:3000"))
                        .isConnected())
                .isTrue();
        assertThatThrownBy(
                        () -> server.connect(TestClientOptions.create().header("Origin", "http://elsewhere.example")))
                .isInstanceOf(IllegalStateException.class);
    }
}
