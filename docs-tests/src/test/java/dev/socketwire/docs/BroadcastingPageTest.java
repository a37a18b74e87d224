package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.test.SocketIoExtension;
import dev.socketwire.socketio.test.TestClient;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BroadcastingPageTest {
    @RegisterExtension
    final SocketIoExtension server = SocketIoExtension.of(BroadcastingPageTest::install);

    private static void install(SocketIoServer io) {
        io.onConnection(BroadcastingPageTest::rooms);
    }

    private static void rooms(Socket socket) {
        // docs: rooms-join
        socket.onRequest("enter", String.class, room -> {
            socket.join(room);
            socket.to(room).emit("entered", socket.id());
            return socket.rooms();
        });
        socket.on("leave", String.class, socket::leave);
        // docs: end
        socket.on("say", String.class, text -> {
            // docs: broadcast-but-me
            socket.to("lobby").emit("said", text); // everybody else in the room
            socket.broadcast().emit("said somewhere", text); // everybody else
            // docs: end
        });
    }

    private static void choices(SocketIoServer io, String socketId, String item) {
        // docs: broadcast-choices
        io.emit("news", item); // everybody in /
        io.to("lobby").emit("news", item); // a room
        io.to("lobby", "bar")
                .except("muted")
                .emit("news", item); // members of either, each once, but nobody who is muted
        io.to(socketId).emit("psst"); // one socket: each is in the room of its id
        // docs: end
    }

    @Test
    void roomsAreJoinedAndLeft(TestClient ada, TestClient bob) {
        assertThat(ada.request("enter", String[].class, "lobby").join()).contains("lobby", ada.id());
        bob.request("enter", String[].class, "lobby").join();
        assertThat(ada.expect("entered", String.class).soon()).isEqualTo(bob.id());
        bob.emit("say", "hello");
        assertThat(ada.expect("said", String.class).soon()).isEqualTo("hello");
        assertThat(ada.expect("said somewhere", String.class).soon()).isEqualTo("hello");
        choices(server.server().io(), ada.id(), "rain");
        ada.expect("psst").soon();
        assertThat(ada.received()).hasSize(3);
    }

    @Test
    void choicesAreKept(TestClient ada) {
        SocketIoServer io = server.server().io();
        ada.request("enter", String[].class, "race").join();
        // docs: broadcast-kept
        Broadcast race = io.to("race").except("muted");
        race.emit("begin", 3);
        race.dropIfBusy().emit("positions", 1, 2, 3); // race itself is as before
        // docs: end
        assertThat(ada.expect("begin", Integer.class).soon()).isEqualTo(3);
        // docs: broadcast-volatile
        io.to("race").dropIfBusy().emit("positions", 3, 1, 2);
        // docs: end
    }

    @Test
    void manyAreAsked(TestClient ada, TestClient bob) {
        SocketIoServer io = server.server().io();
        ada.request("enter", String[].class, "players").join();
        bob.request("enter", String[].class, "players").join();
        Thread player = new Thread(() -> ada.expect("ready?").soon().answer(7));
        player.start();
        int round = 1;
        // docs: broadcast-asking
        AckReport<Integer> report = io.in("players")
                .timeout(Duration.ofSeconds(3))
                .request("ready?", Integer.class, round)
                .join();

        System.out.println(report.answers()); // the first value of each acknowledgement
        System.out.println(report.replies()); // the same, with the id of the socket
        System.out.println(report.silent()); // ids of those that gave no answer
        System.out.println(report.isComplete()); // whether nobody was silent
        // docs: end
        assertThat(report.answers()).containsExactly(7);
        assertThat(report.silent()).containsExactly(bob.id());
    }

    @Test
    void manyAreMoved(TestClient ada) {
        SocketIoServer io = server.server().io();
        ada.request("enter", String[].class, "lobby").join();
        // docs: broadcast-moving
        FoundSockets here = io.in("lobby").fetchSockets().join();
        io.in("lobby").socketsJoin("game-1");
        io.in("game-1").socketsLeave("lobby");
        io.in("game-1").disconnectSockets(true);
        // docs: end
        assertThat(here).hasSize(1);
        assertThat(ada.expectDisconnect().soon()).isNotEmpty();
    }
}
