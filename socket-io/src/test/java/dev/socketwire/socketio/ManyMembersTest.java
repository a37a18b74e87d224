package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Broadcasts to more members than are told in a row. */
class ManyMembersTest {
    private static final int MEMBERS = 83;

    private final RunningServer server = RunningServer.start();
    private final List<RawClient> clients = new ArrayList<>();

    @BeforeEach
    void connectAll() {
        for (int i = 0; i < MEMBERS; i++) {
            clients.add(server.client());
            Socket socket = server.socket();
            if (i % 2 == 0) {
                socket.join("even");
            }
        }
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        server.close();
    }

    @Test
    void eachMemberIsToldOnce() {
        server.io.emit("all");
        server.io.to("even").emit("even");
        server.io.except("even").emit("odd");
        server.io.emit("end");
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(next(i, 3)).as("%d", i).containsExactly("all", i % 2 == 0 ? "even" : "odd", "end");
        }
    }

    @Test
    void aBroadcastWithinABroadcastReachesEachMemberOnce() {
        server.io
                .of("/")
                .sockets()
                .forEach(socket -> socket.onAnyOutgoing((event, arguments) -> {
                    if (event.equals("outer") && socket.rooms().contains("speaker")) {
                        server.io.emit("inner");
                    }
                }));
        server.io.of("/").sockets().iterator().next().join("speaker");
        server.io.emit("outer");
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(next(i, 2)).as("%d", i).containsExactlyInAnyOrder("outer", "inner");
        }
        server.io.emit("end");
        for (int i = 0; i < MEMBERS; i++) {
            assertThat(next(i, 1)).as("%d", i).containsExactly("end");
        }
    }

    private List<String> next(int client, int count) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(clients.get(client).read().replaceAll("2\\[\"(.*)\"]", "$1"));
        }
        return events;
    }
}
