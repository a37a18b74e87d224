package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Rooms and broadcasts: four clients on all loops of a server. */
@ParameterizedClass
@MethodSource("handlers")
class RoomsTest {
    private final RunningServer server;
    private final List<RawClient> clients;
    private final List<Socket> sockets;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    RoomsTest(Handlers handlers) {
        server = RunningServer.start(builder -> builder.handlers(handlers));
        server.io.of("/other");
        clients = Stream.generate(server::session).limit(4).toList();
        sockets = clients.stream()
                .map(client -> {
                    client.connectTo("/");
                    return server.socket();
                })
                .toList();
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        server.close();
    }

    @Test
    void everybodyMeansEverybodyInTheNamespace() {
        clients.get(0).connectTo("/other");
        server.io.emit("e", 1);
        assertHears("e,1", 0, 1, 2, 3);
        server.io.of("/other").emit("o");
        assertThat(clients.get(0).read()).isEqualTo("2/other,[\"o\"]");
        assertNobodyHearsMore();
    }

    @Test
    void socketsAreHadByTheirIds() {
        Namespace root = server.io.of("/");
        assertThat(root.sockets()).containsExactlyInAnyOrderElementsOf(sockets);
        assertThat(root.socket(sockets.get(2).id())).containsSame(sockets.get(2));
        assertThat(root.socket("nobody")).isEmpty();
        assertThat(server.io.of("/other").socket(sockets.get(2).id())).isEmpty();
        assertThat(root).hasToString("Namespace[/]");
        clients.get(2).close();
        await().until(() -> root.sockets().size() == 3);
        assertThat(root.socket(sockets.get(2).id())).isEmpty();
    }

    @Test
    void broadcastLeavesTheSenderOut() {
        sockets.get(1).broadcast().emit("e");
        assertHears("e", 0, 2, 3);
        sockets.get(1).to("nobody").emit("e");
        assertNobodyHearsMore();
    }

    @Test
    void aRoomHasItsMembers() {
        sockets.get(0).join("a");
        sockets.get(2).join("a", "b");
        sockets.get(3).join("b");
        server.io.to("a").emit("a");
        assertHears("a", 0, 2);
        server.io.to("a", "b").emit("once");
        assertHears("once", 0, 2, 3);
        server.io.to("a").to("b").except("b").emit("a only");
        assertHears("a only", 0);
        sockets.get(0).to("a").emit("but me");
        assertHears("but me", 2);
        sockets.get(0).except("b").emit("neither");
        assertHears("neither", 1);
        server.io.except("a", "b").emit("nowhere");
        assertHears("nowhere", 1);
        server.io.in("empty").emit("nobody");
        assertNobodyHearsMore();
    }

    @Test
    void everySocketIsInTheRoomOfItsId() {
        server.io.to(sockets.get(2).id()).emit("private");
        assertHears("private", 2);
        sockets.get(1).to(sockets.get(2).id(), sockets.get(1).id()).emit("private");
        assertHears("private", 2);
        server.io.except(sockets.get(0).id()).emit("e");
        assertHears("e", 1, 2, 3);
        sockets.get(3).join(sockets.get(0).id());
        server.io.to(sockets.get(0).id()).emit("overheard");
        assertHears("overheard", 0, 3);
        assertNobodyHearsMore();
    }

    @Test
    void leavingIsSeenAtOnceAndCounts() {
        Socket socket = sockets.get(0);
        socket.join("a", "b");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "a", "b");
        socket.leave("a");
        socket.leave("never joined");
        assertThat(socket.rooms()).containsExactlyInAnyOrder(socket.id(), "b");
        server.io.to("a").emit("a");
        server.io.to("b").emit("b");
        assertHears("b", 0);
        assertNobodyHearsMore();
    }

    @Test
    void aChoiceIsNeverChanged() {
        sockets.get(0).join("a");
        sockets.get(1).join("b");
        Broadcast a = server.io.to("a");
        a.to("b");
        a.except("a");
        a.emit("e");
        assertHears("e", 0);
        server.io.emit("all");
        assertHears("all", 0, 1, 2, 3);
        assertNobodyHearsMore();
    }

    @Test
    void bytesAreBroadcastWithTheirAttachments() {
        sockets.get(1).join("a");
        sockets.get(2).join("a");
        server.io.to("a").emit("bin", Map.of("b", new byte[] {1, 2}), 3);
        for (int i : new int[] {1, 2}) {
            assertThat(clients.get(i).read()).isEqualTo("51-[\"bin\",{\"b\":{\"_placeholder\":true,\"num\":0}},3]");
            assertThat(clients.get(i).readBinary()).containsExactly(1, 2);
        }
        assertNobodyHearsMore();
    }

    @Test
    void theChosenAreFound() {
        sockets.get(0).join("a");
        sockets.get(1).join("a", "b");
        List<RemoteSocket> found = server.io.in("a").except("b").fetchSockets().join();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).id()).isEqualTo(sockets.get(0).id());
        assertThat(found.get(0).rooms())
                .containsExactlyInAnyOrder(sockets.get(0).id(), "a");
        assertThat(server.io.fetchSockets().join()).hasSize(4);
        assertThat(server.io.of("/other").fetchSockets().join()).isEmpty();
        found.get(0).emit("you");
        assertHears("you", 0);
        found.get(0).join("c");
        found.get(0).leave("a");
        server.io.to("a").emit("a");
        server.io.to("c").emit("c");
        assertHears("a", 1);
        assertHears("c", 0);
        found.get(0).disconnect();
        assertThat(clients.get(0).read()).isEqualTo("1");
    }

    @Test
    void theChosenJoinAndLeave() {
        sockets.get(0).join("a");
        server.io.in("a").socketsJoin("c", "d");
        server.io.except("a").socketsJoin("d");
        server.io.to("c").emit("c");
        assertHears("c", 0);
        server.io.to("d").emit("d");
        assertHears("d", 0, 1, 2, 3);
        server.io.in("a").socketsLeave("d");
        server.io.to("d").emit("d");
        assertHears("d", 1, 2, 3);
        server.io.socketsJoin("d");
        server.io.in("d").socketsLeave("d", "a");
        server.io.to("a", "d").emit("nobody");
        assertNobodyHearsMore();
    }

    @Test
    void theChosenAreDisconnected() {
        clients.get(1).connectTo("/other");
        sockets.get(0).join("a");
        sockets.get(1).join("b");
        server.io.in("a").disconnectSockets();
        assertThat(clients.get(0).read()).isEqualTo("1");
        server.io.in("b").disconnectSockets(true);
        assertThat(List.of(clients.get(1).read(), clients.get(1).read())).containsExactlyInAnyOrder("1", "1/other,");
        clients.get(1).assertClosed();
        await().until(() -> server.io.of("/").socketCount() == 2);
        assertNobodyHearsMore(2, 3);
    }

    @Test
    void roomsOfASocketAreLimited() {
        Socket socket = sockets.get(0);
        assertThatThrownBy(() -> socket.join("x".repeat(257)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("room name of 257 characters exceeds 256");
        IntStream.range(0, 10_000).forEach(i -> socket.join("room " + i));
        socket.join("room 1");
        assertThatThrownBy(() -> socket.join("one more"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("10000");
        socket.leave("room 1");
        socket.join("one more");
        assertNobodyHearsMore();
    }

    @Test
    void aSocketThatHasEndedJoinsNothing() {
        clients.get(0).close();
        await().until(() -> !sockets.get(0).isConnected());
        sockets.get(0).join("a");
        sockets.get(0).emit("e");
        server.io.to("a").emit("e");
        server.io.to(sockets.get(0).id()).emit("e");
        await().until(() -> sockets.get(0).rooms().isEmpty());
        assertNobodyHearsMore(1, 2, 3);
    }

    private void assertHears(String event, int... who) {
        String[] parts = event.split(",", 2);
        String packet = "2[\"" + parts[0] + "\"" + (parts.length > 1 ? "," + parts[1] : "") + "]";
        for (int i : who) {
            assertThat(clients.get(i).read()).isEqualTo(packet);
        }
    }

    private void assertNobodyHearsMore() {
        assertNobodyHearsMore(0, 1, 2, 3);
    }

    private void assertNobodyHearsMore(int... who) {
        server.io.emit("last");
        assertHears("last", who);
    }
}
