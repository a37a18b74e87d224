package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestClientOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class ConnectionsPageTest {
    private static final Logger log = LoggerFactory.getLogger(ConnectionsPageTest.class);
    private static final Queue<String> ends = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    final SocketIoExtension server =
            SocketIoExtension.of(() -> patient(SocketIoServer.builder()), ConnectionsPageTest::install);

    // docs: connections-key
    static final DataKey<Instant> SINCE = DataKey.of("since", Instant.class);
    // docs: end

    private static SocketIoServerBuilder patient(SocketIoServerBuilder builder) {
        // docs: connections-heartbeat
        builder.pingInterval(Duration.ofSeconds(25)).pingTimeout(Duration.ofSeconds(20));
        // docs: end
        // docs: connections-errors
        builder.onError((socketId, event, error) -> log.error("{} of {}", event, socketId, error))
                .onConnectionError(error -> log.info("refused: {} {}", error.code(), error.message()));
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        // docs: connections-life
        io.onConnection(socket -> {
            socket.data().put(SINCE, Instant.now());
            socket.onDisconnecting(reason -> socket.to("lobby").emit("leaves", socket.id())); // rooms are still there
            socket.onDisconnect((reason, details) -> {
                Instant since = socket.data().get(SINCE).orElseThrow();
                ends.add(reason + " after " + Duration.between(since, Instant.now()));
            });
        });
        // docs: end
        io.onConnection(ConnectionsPageTest::handshake);
        io.onConnection(socket -> socket.onRequest("rooms", arguments -> socket.rooms()));
        // docs: connections-engine
        io.onEngineConnection(connection -> {
            connection.onUpgrade(transport -> log.debug("now on {}", transport));
            connection.onClose((reason, details) -> log.debug("closed: {}", reason));
        });
        // docs: end
    }

    private static void handshake(Socket socket) {
        // docs: connections-handshake
        HandshakeInfo request = socket.handshake();
        log.info("{} from {} with {}", socket.id(), request.address(), request.header("user-agent"));
        String room = request.query().getOrDefault("room", "lobby");
        socket.join(room);
        // docs: end
    }

    @Test
    void theRequestSaysWhatTheClientWants() {
        TestClient ada = server.connect(TestClientOptions.create().query("room", "bar"));
        assertThat(ada.request("rooms", String[].class).join()).contains("bar");
    }

    @Test
    void theEndIsTold(TestClient ada, TestClient bob) {
        bob.request("rooms", String[].class).join();
        ada.disconnect();
        assertThat(bob.expect("leaves", String.class).soon()).isEqualTo(ada.id());
        Awaitility.await()
                .untilAsserted(() -> assertThat(ends).anyMatch(end -> end.startsWith("client namespace disconnect")));
    }
}
