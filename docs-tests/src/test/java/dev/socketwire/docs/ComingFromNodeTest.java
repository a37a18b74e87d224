package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.msgpack.MsgpackParser;
import dev.socketwire.socketio.spi.RoomListener;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestClientOptions;
import dev.socketwire.socketio.test.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** What docs/coming-from-node.md says. */
class ComingFromNodeTest {
    private static final Logger log = LoggerFactory.getLogger(ComingFromNodeTest.class);

    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> options(SocketIoServer.builder()), ComingFromNodeTest::install);

    record Login(String token) {}

    record Item(String name, int price) {}

    static final DataKey<String> USER = DataKey.of("user", String.class);

    private static SocketIoServerBuilder options(SocketIoServerBuilder builder) {
        return builder.port(3000)
                .path("/socket.io")
                .transports(TransportName.POLLING, TransportName.WEBSOCKET)
                .pingInterval(Duration.ofSeconds(25))
                .maxHttpBufferSize(1_000_000)
                .cors(CorsOptions.origins("https://app.example"))
                .connectionStateRecovery(ConnectionStateRecovery.defaults())
                .generateId(request -> UUID.randomUUID().toString())
                .headers((headers, request) -> headers.set("X-Served-By", "a"))
                .onConnectionError(error -> log.info("{} {}", error.code(), error.message()));
    }

    /** All clients have to speak it, and that of the tests does not. */
    static SocketIoServerBuilder msgpack() {
        return SocketIoServer.builder().parser(new MsgpackParser());
    }

    private static void install(SocketIoServer io) {
        io.use(connection -> {
            if (!connection.auth(Login.class).token().equals("secret")) {
                throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
            }
            connection.data().put(USER, "ada");
        });
        io.onConnection(socket -> {
            connection(socket);
            listening(socket);
            emitting(socket);
            rooms(io, socket);
        });
        io.of("/admin").emit("news", "rain");
        io.of(Pattern.compile("/room-\\d+")).onConnection(socket -> socket.emit("here"));
        io.of(request -> request.namespace().startsWith("/tenant-"));
        io.onNewNamespace(namespace -> log.info("{}", namespace.name()));
        io.onServerSideEmit("reload", String.class, what -> log.info("{}", what));
        io.of("/").rooms().listen(new RoomListener() {
            @Override
            public void onCreate(String room) {
                log.info("{}", room);
            }
        });
    }

    private static void connection(Socket socket) {
        log.info("{} {} {}", socket.id(), socket.isConnected(), socket.recovered());
        log.info(
                "{} {}",
                socket.auth(Login.class).token(),
                socket.data().get(USER).orElse("nobody"));
        log.info(
                "{} {}",
                socket.handshake().query().get("room"),
                socket.handshake().header("user-agent"));
        log.info("{} {}", socket.handshake().address(), socket.handshake().time());
        log.info("{} {}", socket.namespace().name(), socket.transport());
        socket.conn().onUpgrade(transport -> log.info("{}", transport));
        socket.onDisconnecting(reason -> log.info("{} {}", reason, socket.rooms()));
        socket.onDisconnect((reason, details) -> log.info("{} {}", reason, details));
        socket.on("bye", arguments -> socket.disconnect(true));
    }

    private static void listening(Socket socket) {
        socket.on("say", String.class, text -> log.info("{}", text));
        socket.on("move", Integer.class, Integer.class, (x, y) -> log.info("{} {}", x, y));
        socket.on("item", Item.class, item -> log.info("{}", item.price()));
        socket.on("anything", arguments -> log.info("{}", arguments.get(0, JsonNode.class)));
        socket.onMessage(String.class, text -> log.info("{}", text));
        socket.onRequest("sum", int[].class, numbers -> IntStream.of(numbers).sum());
        socket.once("ready", arguments -> log.info("ready"));
        EventListener.One<String> listener = text -> log.info("{}", text);
        socket.on("said", String.class, listener);
        socket.on("enough", arguments -> socket.off("said", listener));
        socket.on("quiet", arguments -> socket.off("said"));
        socket.on("silence", arguments -> socket.off());
        socket.onAny((event, arguments) -> log.debug("{} {}", event, arguments.size()));
        socket.onAnyOutgoing((event, arguments) -> log.debug("{} {}", event, arguments.size()));
        socket.use((event, arguments) -> log.debug("{} {}", event, arguments.size()));
        socket.onError(error -> log.info("{}", error.getMessage()));
    }

    private static void emitting(Socket socket) {
        Item item = new Item("tea", 3);
        socket.on("emit", arguments -> {
            socket.emit("news", item);
            socket.send("hello");
            socket.dropIfBusy().emit("position", 1, 2);
            socket.compress(false).emit("news", item);
            socket.broadcast().emit("news", item);
            socket.to("lobby").emit("news", item);
            socket.request("colour?", String.class, item).thenAccept(colour -> log.info("{}", colour));
            socket.timeout(Duration.ofSeconds(3))
                    .request("colour?", String.class, item)
                    .thenAccept(colour -> socket.emit("thanks", colour));
        });
    }

    private static void rooms(SocketIoServer io, Socket socket) {
        Item item = new Item("tea", 3);
        socket.onRequest("rooms", arguments -> {
            socket.join("lobby");
            socket.leave("bar");
            io.emit("news", item);
            io.to("lobby").to("bar").except("muted").emit("news", item);
            io.local().emit("news", item);
            io.in("lobby").socketsJoin("bar");
            io.in("lobby").socketsLeave("bar");
            io.in("lobby").fetchSockets().thenAccept(found -> log.info("{}", found.size()));
            Optional<Socket> itself = io.of("/").socket(socket.id());
            List<Socket> all = io.of("/").sockets();
            log.info("{} of {}", itself, all);
            io.timeout(Duration.ofSeconds(3))
                    .request("ready?", Boolean.class)
                    .thenAccept(report -> log.info("{} {}", report.answers(), report.silent()));
            io.serverSideEmit("reload", "prices");
            io.serverSideEmitWithAck("load", Double.class).thenAccept(load -> log.info("{}", load.answers()));
            log.info(
                    "{} {}",
                    io.of("/").rooms().members("lobby"),
                    io.of("/").rooms().of(socket.id()));
            return io.sessionCount();
        });
        socket.on("close the lobby", arguments -> io.in("lobby").disconnectSockets(true));
    }

    // docs: node-after
    static void chat(SocketIoServer io) {
        io.use(connection -> {
            if (!connection.auth(Login.class).token().equals("secret")) {
                throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
            }
        });
        io.onConnection(socket -> {
            socket.join("lobby");
            socket.on("say", String.class, text -> socket.to("lobby").emit("said", socket.id(), text));
            socket.onRequest("count", arguments -> io.in("lobby").fetchSockets().thenApply(found -> found.size()));
            socket.onDisconnect(reason -> io.to("lobby").emit("left", socket.id(), reason.toString()));
        });
    }
    // docs: end

    @Test
    void theProgram() {
        try (TestServer other = TestServer.start(ComingFromNodeTest::chat)) {
            TestClient ada = other.connect("/", new Login("secret"));
            TestClient bob = other.connect("/", new Login("secret"));
            bob.emit("say", "hello");
            assertThat(ada.expect("said").soon().get(1, String.class)).isEqualTo("hello");
            assertThat(ada.request("count", Integer.class).join()).isEqualTo(2);
        }
    }

    @Test
    void theCalls() {
        TestClient ada = server.connect(TestClientOptions.create().auth(new Login("secret")));
        assertThat(ada.request("rooms", Integer.class).join()).isEqualTo(1);
        ada.expect("ready?").soon().answer(true);
        ada.emit("emit");
        ada.expect("message").soon();
        ada.expect("colour?").soon().answer("green");
        ada.expect("colour?").soon().answer("blue");
        assertThat(ada.expect("thanks", String.class).soon()).isEqualTo("blue");
        assertThat(ada.request("sum", Integer.class, new int[] {1, 2}).join()).isEqualTo(3);
        ada.emit("close the lobby");
        ada.expectDisconnect().soon();
        server.connect("/room-7").expect("here").soon();
    }
}
