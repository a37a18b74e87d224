package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.annotations.Controllers;
import dev.socketwire.socketio.annotations.OnEvent;
import dev.socketwire.socketio.annotations.SocketIoController;
import dev.socketwire.socketio.test.SocketIoExtension;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ControllersPageTest {
    @RegisterExtension
    static final SocketIoExtension server = SocketIoExtension.of(ControllersPageTest::install);

    private static void install(SocketIoServer io) {
        // docs: controllers-register
        Controllers.register(io, new ChatController());
        // docs: end
        // docs: controllers-many
        Controllers.registerIn(io.of(Pattern.compile("/room-\\d+")), new RoomController());
        // docs: end
    }

    @Test
    void methodsAreHandlers() {
        assertThat(server.connect("/chat").request("add", Integer.class, 1, 2).join())
                .isEqualTo(3);
        assertThat(server.connect("/room-7").request("name", String.class).join())
                .isEqualTo("/room-7");
    }

    @SocketIoController("/chat")
    static final class ChatController {
        @OnEvent("add")
        int add(int a, int b) {
            return a + b;
        }
    }

    @SocketIoController("/room")
    static final class RoomController {
        @OnEvent("name")
        String name(Socket socket) {
            return socket.namespace().name();
        }
    }
}
