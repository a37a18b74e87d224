package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.TestClient;
import dev.socketwire.socketio.test.TestServer;
import org.junit.jupiter.api.Test;

class TestingPageTest {
    private static final class Chat {
        static void install(SocketIoServer io) {
            io.onConnection(socket -> socket.onRequest("length", String.class, String::length));
        }
    }

    @Test
    void withoutAnExtension() {
        // docs: testing-plain
        try (TestServer server = TestServer.start(Chat::install)) {
            TestClient ada = server.connect();
            assertThat(ada.request("length", Integer.class, "hello").join()).isEqualTo(5);
        }
        // docs: end
    }
}
