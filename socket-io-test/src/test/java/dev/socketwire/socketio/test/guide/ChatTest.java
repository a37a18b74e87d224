package dev.socketwire.socketio.test.guide;

// docs: testing-chat
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.Event;
import dev.socketwire.socketio.Request;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.ConnectErrorException;
import dev.socketwire.socketio.test.ReceivedEvent;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChatTest {
    /** The program that is tested, and the contracts that it shares with its test. */
    static final class Chat {
        record Message(String room, String text) {}

        record Login(String name) {}

        static final Event<Message> SAY = Event.of("say", Message.class);
        static final Event<Message> SAID = Event.of("said", Message.class);
        static final Request<String, Integer> LENGTH = Request.of("length", String.class, Integer.class);

        static void install(SocketIoServer io) {
            io.onConnection(socket -> {
                socket.on(SAY, message -> socket.broadcast().emit(SAID, message));
                socket.onRequest(LENGTH, String::length);
                socket.on(
                        "ask me",
                        arguments -> socket.request("age?", Integer.class)
                                .thenAccept(age -> socket.emit("next year", age + 1)));
                socket.on("leave", arguments -> socket.disconnect());
            });
            io.of("/admin").use(connection -> {
                if (!connection.auth(Login.class).name().equals("ada")) {
                    throw new ConnectionRefused("unauthorized", Map.of("code", 4001));
                }
            });
        }
    }

    @RegisterExtension
    static final SocketIoExtension server = SocketIoExtension.of(Chat::install);

    @Test
    void everybodyElseHearsIt(TestClient ada, TestClient bob) {
        ada.emit(Chat.SAY, new Chat.Message("lobby", "hello"));
        assertEquals("hello", bob.expect(Chat.SAID).within(ofSeconds(2)).text());
    }

    @Test
    void theServerAnswers(TestClient ada) {
        assertEquals(5, ada.request(Chat.LENGTH, "hello").join());
    }

    @Test
    void theClientAnswers(TestClient ada) {
        ada.emit("ask me");
        ReceivedEvent question = ada.expect("age?").soon();
        question.answer(36);
        assertEquals(37, ada.expect("next year", Integer.class).soon());
    }

    @Test
    void onlyAdaIsAdmin() {
        assertEquals("/admin", server.connect("/admin", new Chat.Login("ada")).namespace());
        ConnectErrorException refused =
                assertThrows(ConnectErrorException.class, () -> server.connect("/admin", new Chat.Login("bob")));
        assertEquals("unauthorized", refused.getMessage());
        assertEquals(Map.of("code", 4001), refused.data(Map.class));
    }

    @Test
    void whoLeavesIsDisconnected(TestClient ada) {
        ada.emit("leave");
        assertEquals("io server disconnect", ada.expectDisconnect().soon());
    }
}
