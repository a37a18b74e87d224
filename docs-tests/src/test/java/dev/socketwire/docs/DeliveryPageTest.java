package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.ReceivedEvent;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;

class DeliveryPageTest {
    @RegisterExtension
    final SocketIoExtension server = SocketIoExtension.of(DeliveryPageTest::install);

    private static void install(SocketIoServer io) {
        numbered(io);
        io.onConnection(socket -> socket.on(
                "begin",
                arguments -> deliver(socket, new Message("7", "hello"))
                        .whenComplete((nothing, failure) -> socket.emit("delivered", failure == null))));
    }

    // docs: delivery-again
    record Message(String id, String text) {}

    /** Sends a message again and again, until the client has answered it or is gone. */
    static CompletableFuture<Void> deliver(Socket socket, Message message) {
        return socket.timeout(Duration.ofSeconds(2))
                .request("message", Boolean.class, message)
                .handle((taken, failure) -> failure)
                .thenCompose(failure -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(null);
                    }
                    return socket.isConnected() ? deliver(socket, message) : CompletableFuture.failedFuture(failure);
                });
    }
    // docs: end

    // docs: delivery-numbered
    record Entry(long number, String text) {}

    static void numbered(SocketIoServer io) {
        ConcurrentSkipListMap<Long, Entry> entries = new ConcurrentSkipListMap<>(); // a database in a real program
        io.onConnection(socket -> {
            socket.on("say", String.class, text -> {
                synchronized (entries) { // sent in the order of their numbers
                    Entry entry = new Entry(entries.size() + 1L, text);
                    entries.put(entry.number(), entry);
                    io.emit("entry", entry);
                }
            });
            socket.onRequest(
                    "since",
                    Long.class,
                    number -> List.copyOf(entries.tailMap(number, false).values()));
        });
    }
    // docs: end

    @Test
    void whatIsNotAnsweredIsSentAgain(TestClient ada) {
        ada.emit("begin");
        ada.expect("message").soon();
        ReceivedEvent again = ada.expect("message").soon();
        assertThat(again.get(0, Message.class)).isEqualTo(new Message("7", "hello"));
        again.answer(true);
        assertThat(ada.expect("delivered", Boolean.class).soon()).isTrue();
    }

    @Test
    void whoeverHasMissedSomethingAsksForIt(TestClient ada, TestClient bob) {
        ada.emit("say", "one");
        ada.emit("say", "two");
        assertThat(bob.expect("entry", Entry.class).soon()).isEqualTo(new Entry(1, "one"));
        ada.expect("entry").soon();
        ada.expect("entry").soon();
        assertThat(bob.request("since", new TypeReference<List<Entry>>() {}, 1).join())
                .containsExactly(new Entry(2, "two"));
    }
}
