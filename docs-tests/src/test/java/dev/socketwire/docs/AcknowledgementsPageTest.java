package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.Answer;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.Event;
import dev.socketwire.socketio.Request;
import dev.socketwire.socketio.RequestRefused;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketDisconnectedException;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;

class AcknowledgementsPageTest {
    @RegisterExtension
    final SocketIoExtension server = SocketIoExtension.of(AcknowledgementsPageTest::install);

    private static final Map<String, String> articles = Map.of("1", "one");

    // docs: ack-contract
    record Post(String room, String text) {}

    record Posted(long number, Instant at) {}

    static final Event<Posted> NEWS = Event.of("news", Posted.class);
    static final Request<Post, Posted> POST = Request.of("post", Post.class, Posted.class);
    static final Request<List<String>, Map<String, Integer>> COUNT =
            Request.of("count", new TypeReference<>() {}, new TypeReference<>() {});
    // docs: end

    record Trouble(String error, Map<String, String> data) {}

    private static void install(SocketIoServer io) {
        io.onConnection(socket -> {
            answers(socket);
            contract(io, socket);
            asks(socket);
        });
    }

    private static void answers(Socket socket) {
        // docs: ack-answers
        socket.onRequest("add", arguments -> arguments.get(0, int.class) + arguments.get(1, int.class));
        socket.onRequest(
                "article", String.class, id -> Optional.ofNullable(articles.get(id))); // null where there is none
        socket.onRequest("load", String.class, id -> CompletableFuture.supplyAsync(() -> articles.get(id))); // later
        socket.onRequest("both", String.class, id -> Answer.of(id, articles.get(id))); // two arguments of the callback
        // docs: end
        // docs: ack-errors
        socket.onRequest("publish", Post.class, post -> {
            if (post.text().isBlank()) {
                throw new RequestRefused("there is no text", Map.of("field", "text"));
            }
            return new Posted(7, Instant.EPOCH);
        });
        // docs: end
    }

    private static void contract(SocketIoServer io, Socket socket) {
        // docs: ack-with-contract
        socket.onRequest(POST, post -> {
            Posted posted = new Posted(1, Instant.EPOCH);
            io.to(post.room()).emit(NEWS, posted);
            return posted; // the compiler knows that it is a Posted
        });
        // docs: end
        socket.onRequest(COUNT, names -> Map.of("names", names.size()));
    }

    private static void asks(Socket socket) {
        socket.on("ask me", arguments -> {
            // docs: ack-asks
            socket.timeout(Duration.ofSeconds(3))
                    .request("colour?", String.class)
                    .whenComplete((colour, error) -> {
                        if (error == null) {
                            socket.emit("thanks", colour);
                        } else if (error instanceof AckTimeoutException) {
                            socket.emit("never mind");
                        } else if (error instanceof SocketDisconnectedException) {
                            System.out.println("gone");
                        } else {
                            System.out.println("the answer is no String: " + error);
                        }
                    });
            // docs: end
        });
        socket.on("where are you", arguments -> {
            // docs: ack-all-values
            socket.timeout(Duration.ofSeconds(3))
                    .request("position", Arguments.class)
                    .thenAccept(
                            answer -> socket.emit("seen", answer.get(0, double.class), answer.get(1, double.class)));
            // docs: end
        });
        // docs: ack-waits
        socket.onRequest("toss", arguments -> {
            String call = socket.timeout(Duration.ofSeconds(3))
                    .request("heads or tails?", String.class)
                    .join(); // on the lane of this socket, which waits; others do not
            return call.equals("heads");
        });
        // docs: end
    }

    @Test
    void theResultIsTheAnswer(TestClient ada) {
        assertThat(ada.request("add", Integer.class, 2, 3).join()).isEqualTo(5);
        assertThat(ada.request("article", String.class, "1").join()).isEqualTo("one");
        assertThat(ada.request("load", String.class, "1").join()).isEqualTo("one");
        assertThat(ada.emitWithAck("both", "1").join().get(1, String.class)).isEqualTo("one");
        assertThat(ada.request("publish", Trouble.class, new Post("a", " ")).join())
                .isEqualTo(new Trouble("there is no text", Map.of("field", "text")));
        assertThat(ada.request("publish", Posted.class, new Post("a", "b")).join())
                .isEqualTo(new Posted(7, Instant.EPOCH));
    }

    @Test
    void aContractIsUsedOnBothSides(TestClient ada) {
        assertThat(ada.request(POST, new Post(ada.id(), "hello")).join()).isEqualTo(new Posted(1, Instant.EPOCH));
        assertThat(ada.expect(NEWS).soon().number()).isEqualTo(1);
        assertThat(ada.request(COUNT, List.of("a", "b")).join()).isEqualTo(Map.of("names", 2));
    }

    @Test
    void theClientIsAsked(TestClient ada) {
        ada.emit("ask me");
        ada.expect("colour?").soon().answer("green");
        assertThat(ada.expect("thanks", String.class).soon()).isEqualTo("green");
        ada.emit("where are you");
        ada.expect("position").soon().answer(48.2, 16.37);
        assertThat(ada.expect("seen").soon().get(1, double.class)).isEqualTo(16.37);
        ada.emit("ask me");
        ada.expect("never mind").soon();
        CompletableFuture<Boolean> won = ada.request("toss", Boolean.class);
        ada.expect("heads or tails?").soon().answer("heads");
        assertThat(won.join()).isTrue();
    }
}
