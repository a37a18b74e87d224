package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

/** Recovery on a server whose loops are not equally busy. */
class RecoveryOnLoopsTest {
    @Test
    void whoHasMissedNothingComesBackHoweverMuchOthersWereSent() {
        ConnectionStateRecovery few = ConnectionStateRecovery.defaults().withMaxPackets(10);
        try (ServerOnLoops server = new ServerOnLoops(2, builder -> builder.connectionStateRecovery(few))) {
            server.connect(1);
            Memory quiet = new Memory();
            try (RawClient client = server.session()) {
                client.send("0");
                quiet.connected(client.read());
                for (int i = 0; i < 30; i++) {
                    server.sockets.get(0).emit("e", i);
                }
            }
            await().until(() -> server.io.stats().sockets() == 1);
            server.io.emit("e", "missed");
            try (RawClient client = server.session()) {
                client.send(quiet.connect());
                assertThat(new Memory().connected(client.read()).sid).isEqualTo(quiet.sid);
                assertThat(quiet.event(client.read())).isEqualTo("e,\"missed\"");
            }
        }
    }
}
