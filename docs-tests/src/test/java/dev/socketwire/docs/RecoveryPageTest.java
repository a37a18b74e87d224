package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketIoServerBuilder;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RecoveryPageTest {
    @RegisterExtension
    static final SocketIoExtension server =
            SocketIoExtension.of(() -> recovering(SocketIoServer.builder()), RecoveryPageTest::install);

    record Move(int x, int y) {}

    static final DataKey<String> NAME = DataKey.of("name", String.class);

    private static SocketIoServerBuilder recovering(SocketIoServerBuilder builder) {
        // docs: recovery-on
        builder.connectionStateRecovery(
                ConnectionStateRecovery.defaults().withMaxDisconnectionDuration(Duration.ofMinutes(5)));
        // docs: end
        return builder;
    }

    private static void install(SocketIoServer io) {
        // docs: recovery-connection
        io.onConnection(socket -> {
            if (!socket.recovered()) {
                socket.join("lobby");
                socket.data().put(NAME, socket.handshake().query().getOrDefault("name", "nobody"));
            }
            // Listeners are added each time.
            socket.on("move", Move.class, move -> {
                String name = socket.data().get(NAME).orElseThrow();
                io.to("lobby").emit("moved", name, move);
            });
        });
        // docs: end
    }

    /** That clients come back stands in the tests of recovery, with the stock client. */
    @Test
    void whoIsNewBeginsAnew(TestClient ada) {
        ada.emit("move", new Move(1, 2));
        assertThat(ada.expect("moved").soon().get(1, Move.class)).isEqualTo(new Move(1, 2));
    }
}
