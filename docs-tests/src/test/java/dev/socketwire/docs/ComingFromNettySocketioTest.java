package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.AllowRequest;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.PlainResponse;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.annotations.Controllers;
import dev.socketwire.socketio.annotations.OnConnection;
import dev.socketwire.socketio.annotations.OnDisconnect;
import dev.socketwire.socketio.annotations.OnEvent;
import dev.socketwire.socketio.annotations.SocketIoController;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** What docs/coming-from-netty-socketio.md says. */
class ComingFromNettySocketioTest {
    private static final Logger log = LoggerFactory.getLogger(ComingFromNettySocketioTest.class);

    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> options(SocketIoServer.builder()), ComingFromNettySocketioTest::install);

    record Message(String room, String text) {}

    record Login(String token) {}

    static final DataKey<String> USER = DataKey.of("user", String.class);

    private static SocketIoServerBuilder options(SocketIoServerBuilder builder) {
        return builder.host("localhost")
                .port(9092)
                .path("/socket.io")
                .pingInterval(Duration.ofSeconds(25))
                .pingTimeout(Duration.ofSeconds(20))
                .upgradeTimeout(Duration.ofSeconds(10))
                .maxHttpBufferSize(65_536)
                .transports(TransportName.POLLING, TransportName.WEBSOCKET)
                .cors(CorsOptions.origins("https://app.example"))
                .allowRequest(AllowRequest.when(
                        request -> !request.query().getOrDefault("token", "").equals("stolen")))
                .onError((socketId, event, error) -> log.error("{} of {}", event, socketId, error))
                .jsonMapper(JsonMapper.builder().build())
                .perMessageDeflate(DeflateOptions.defaults())
                .noHttpCompression()
                .plainHttp(request -> CompletableFuture.completedFuture(PlainResponse.text(200, "hello")));
    }

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> socket.onDisconnect(reason -> log.info("{} left: {}", socket.id(), reason)));
        io.onConnection(socket -> {
            events(io, socket);
            requests(io, socket);
            rooms(io, socket);
        });
        namespaces(io);
        lobby(io);
        Controllers.register(io, new ChatController());
    }

    private static void events(SocketIoServer io, Socket socket) {
        socket.on("say", Message.class, message -> io.to(message.room()).emit("said", message));
        socket.on("move", String.class, Integer.class, (piece, square) -> log.info("{} to {}", piece, square));
        socket.onRequest("length", String.class, text -> text.length());
        socket.onAny((event, arguments) -> log.debug("{} {}", event, arguments.size()));
        socket.use((event, arguments) -> log.debug("{} {}", event, arguments.size()));
        socket.conn().onPacket(packet -> log.trace("{}", packet.type()));
        socket.on("no more", arguments -> socket.off("say"));
        socket.on("bye", arguments -> socket.disconnect(true));
    }

    private static void requests(SocketIoServer io, Socket socket) {
        String item = "rain";
        socket.on("ask", arguments -> {
            socket.emit("news", item);
            socket.timeout(Duration.ofSeconds(5))
                    .request("colour?", String.class, item)
                    .thenAccept(colour -> log.info("{}", colour));
            socket.request("position?", Arguments.class)
                    .thenAccept(answer -> log.info("{}", answer.get(1, Double.class)));
            CompletableFuture<AckReport<Boolean>> ready =
                    io.to("lobby").timeout(Duration.ofSeconds(5)).request("ready?", Boolean.class);
            ready.thenAccept(report -> log.info("{} of {}", report.answers(), report.asked()));
        });
        socket.onRequest("who", arguments -> {
            socket.data().put(USER, "ada");
            log.info(
                    "{} {} {} {} {}",
                    socket.handshake().query().get("room"),
                    socket.handshake().header("user-agent"),
                    socket.handshake().remoteAddress(),
                    socket.transport(),
                    socket.isConnected() && socket.isWritable());
            String user = socket.data().get(USER).orElse("nobody");
            socket.data().remove(USER);
            return user;
        });
    }

    private static void rooms(SocketIoServer io, Socket socket) {
        String item = "rain";
        socket.onRequest("rooms", arguments -> {
            socket.join("lobby");
            socket.join("lobby", "bar");
            socket.leave("bar");
            io.emit("news", item);
            io.to("lobby").emit("news", item);
            socket.to("lobby").emit("news", item);
            io.to("lobby").except("muted").emit("news", item);
            log.info(
                    "{} {}", socket.rooms(), io.of("/").rooms().members("lobby").size());
            FoundSockets here = io.in("lobby").fetchSockets().join();
            FoundSockets everybody = io.fetchSockets().join();
            io.of("/")
                    .socket(socket.id())
                    .ifPresent(itself -> log.info("{} of {}", itself, io.of("/").sockets()));
            log.info("{}", everybody.size());
            return here.size();
        });
        socket.on("close the lobby", arguments -> io.in("lobby").disconnectSockets(false));
    }

    private static void namespaces(SocketIoServer io) {
        Namespace admin = io.of("/admin");
        admin.use(connection -> {
            if (!connection.auth(Login.class).token().equals("secret")) {
                throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
            }
        });
        admin.onConnection(
                socket -> socket.emit("welcome", socket.auth(Login.class).token()));
    }

    // docs: netty-after
    static void lobby(SocketIoServer io) {
        io.of("/lobby").onConnection(socket -> {
            socket.join("lobby");
            socket.on(
                    "say",
                    Message.class,
                    message -> io.of("/lobby").to(message.room()).emit("said", message));
            socket.onRequest(
                    "count",
                    arguments -> io.of("/lobby").rooms().members("lobby").size());
            socket.onDisconnect(reason -> io.of("/lobby").emit("left", socket.id(), reason.toString()));
        });
    }
    // docs: end

    // docs: netty-controller
    @SocketIoController("/chat")
    public static final class ChatController {
        @OnConnection
        public void joined(Socket socket) {
            socket.join("lobby");
        }

        @OnEvent("say")
        public int say(Socket socket, Message message) {
            socket.to(message.room()).emit("said", message);
            return message.text().length(); // the acknowledgement
        }

        @OnDisconnect
        public void left(Socket socket) {
            socket.to("lobby").emit("left", socket.id());
        }
    }
    // docs: end

    @Test
    void thePrograms(TestClient ada) {
        TestClient bob = server.connect("/lobby");
        assertThat(bob.request("count", Integer.class).join()).isEqualTo(1);
        bob.emit("say", new Message("lobby", "hello"));
        assertThat(bob.expect("said", Message.class).soon().text()).isEqualTo("hello");
        TestClient cleo = server.connect("/chat");
        assertThat(cleo.request("say", Integer.class, new Message("lobby", "hello"))
                        .join())
                .isEqualTo(5);
        assertThat(ada.isConnected()).isTrue();
    }

    @Test
    void theCalls(TestClient ada) {
        assertThat(ada.request("rooms", Integer.class).join()).isEqualTo(1);
        assertThat(ada.expect("news", String.class).soon()).isEqualTo("rain");
        assertThat(ada.request("who", String.class).join()).isEqualTo("ada");
        assertThat(ada.request("length", Integer.class, "hello").join()).isEqualTo(5);
        ada.emit("say", new Message("lobby", "hello"));
        ada.expect("said").soon();
        ada.emit("ask");
        ada.expect("colour?").soon().answer("green");
        ada.expect("position?").soon().answer(48.2, 16.37);
        ada.expect("ready?").soon().answer(true);
        assertThat(server.connect("/admin", new Login("secret"))
                        .expect("welcome", String.class)
                        .soon())
                .isEqualTo("secret");
        ada.emit("close the lobby");
        assertThat(ada.expectDisconnect().soon()).isEqualTo("io server disconnect");
    }
}
