package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoppingPageTest {
    /** Shown, and not run: the virtual machine of the tests goes on. */
    static void hook(SocketIoServer io) {
        // docs: stopping-hook
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> io.closeAsync(Duration.ofSeconds(20)).join()));
        // docs: end
    }

    @Test
    void whatWasEmittedArrives() {
        try (TestServer server = TestServer.start(io -> {})) {
            TestClient ada = server.connect();
            SocketIoServer io = server.io();
            // docs: stopping-goodbye
            io.emit("goodbye", "back in a minute");
            io.closeAsync(Duration.ofSeconds(20)).join();
            // docs: end
            assertThat(ada.expect("goodbye", String.class).soon()).isEqualTo("back in a minute");
            ada.expectDisconnect().soon();
        }
    }
}
