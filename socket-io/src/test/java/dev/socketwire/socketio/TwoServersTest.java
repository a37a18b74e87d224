package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;

/** Two servers that an adapter joins: clients 0 and 1 are on the first, 2 and 3 on the second; what is called is called on the first. */
class TwoServersTest {
    record User(String name) {}

    private static final DataKey<User> USER = DataKey.of("user", User.class);

    private final JvmBus bus = new JvmBus();
    private final RunningServer first = RunningServer.start(builder -> builder.adapter(bus));
    private final RunningServer second = RunningServer.start(builder -> builder.adapter(bus));
    private final List<RunningServer> servers = List.of(first, first, second, second);
    private final List<RawClient> clients = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final SocketIoServer io = first.io;

    TwoServersTest() {
        for (RunningServer server : servers) {
            clients.add(server.client());
            sockets.add(server.socket());
        }
    }

    @AfterEach
    void stop() {
        clients.forEach(RawClient::close);
        first.close();
        second.close();
        assertThat(first.errors).isEmpty();
        assertThat(second.errors).isEmpty();
    }

    @Test
    void everybodyIsOnBoth() {
        io.emit("e", 1, "ä");
        assertHears("2[\"e\",1,\"ä\"]", 0, 1, 2, 3);
        sockets.get(0).broadcast().emit("but me");
        assertHears("2[\"but me\"]", 1, 2, 3);
        io.to(sockets.get(2).id()).emit("one");
        assertHears("2[\"one\"]", 2);
        assertNobodyHearsMore();
    }

    @Test
    void bytesCross() {
        io.of("/").emit("[b,", Map.of("b", new byte[] {1, 2}), new byte[] {3});
        for (RawClient client : clients) {
            assertThat(client.read())
                    .isEqualTo(
                            "52-[\"[b,\",{\"b\":{\"_placeholder\":true,\"num\":0}},{\"_placeholder\":true,\"num\":1}]");
            assertThat(client.readBinary()).containsExactly(1, 2);
            assertThat(client.readBinary()).containsExactly(3);
        }
        assertNobodyHearsMore();
    }

    @Test
    void namespacesAreKeptApart() {
        first.io.of("/a");
        second.io.of("/a");
        clients.get(0).connectTo("/a");
        clients.get(3).connectTo("/a");
        io.of("/a").emit("a");
        assertHears("2/a,[\"a\"]", 0, 3);
        assertNobodyHearsMore();
        assertThat(io.of("/").serverCount().join()).isEqualTo(2);
        assertThat(io.of("/b").serverCount().join()).isOne();
    }

    @Test
    void theChosenOfBothJoinAndLeave() {
        sockets.get(1).join("a");
        sockets.get(2).join("a");
        io.in("a").socketsJoin("b", "c");
        io.to("b").emit("b");
        assertHears("2[\"b\"]", 1, 2);
        io.in("a").except(sockets.get(1).id()).socketsLeave("b");
        io.to("b").emit("b");
        assertHears("2[\"b\"]", 1);
        io.to("c").except("b").emit("c");
        assertHears("2[\"c\"]", 2);
        assertNobodyHearsMore();
    }

    @Test
    void theChosenOfBothAreDisconnected() {
        sockets.get(1).join("a");
        sockets.get(2).join("a");
        io.in("a").disconnectSockets(false);
        assertHears("1", 1, 2);
        io.in(sockets.get(3).id()).disconnectSockets(true);
        assertHears("1", 3);
        clients.get(3).assertClosed();
        assertNobodyHearsMore(0);
    }

    @Test
    void socketsOfTheOtherServerAreDescribed() {
        sockets.get(2).join("a");
        sockets.get(2).data().put(USER, new User("Ada"));
        List<RemoteSocket> all = List.copyOf(io.fetchSockets().join());
        assertThat(all.stream().map(RemoteSocket::id))
                .containsExactlyInAnyOrderElementsOf(
                        sockets.stream().map(Socket::id).toList());
        FoundSockets found = io.in("a").fetchSockets().join();
        assertThat(found).hasSize(1);
        assertThat(found.silentServers()).isZero();
        RemoteSocket remote = found.get(0);
        assertThat(remote).isNotSameAs(sockets.get(2));
        assertThat(remote.id()).isEqualTo(sockets.get(2).id());
        assertThat(remote.rooms()).containsExactlyInAnyOrder(sockets.get(2).id(), "a");
        assertThat(remote.data(USER)).contains(new User("Ada"));
        assertThat(remote.data(DataKey.of("nothing", String.class))).isEmpty();
        assertThat(remote.handshake().query()).containsEntry("EIO", "4");
        assertThat(remote.auth(Map.class).size()).isZero();
        assertThat(remote.auth(new TypeReference<Map<String, Integer>>() {})).isEmpty();
    }

    @Test
    void aSocketOfTheOtherServerIsAtHand() {
        RemoteSocket remote = io.in(sockets.get(2).id()).fetchSockets().join().get(0);
        remote.emit("you", 1);
        assertHears("2[\"you\",1]", 2);
        remote.join("a", "b");
        remote.leave("b");
        io.to("a").emit("a");
        io.to("b").emit("b");
        assertHears("2[\"a\"]", 2);
        remote.disconnect(false);
        assertHears("1", 2);
        await().until(() -> io.fetchSockets().join().size() == 3);
        assertNobodyHearsMore(0, 1, 3);
    }

    @Test
    void localStaysOnItsServer() {
        io.local().emit("here");
        assertHears("2[\"here\"]", 0, 1);
        sockets.get(0).broadcast().local().emit("you");
        assertHears("2[\"you\"]", 1);
        io.local().socketsJoin("a");
        io.to("a").emit("a");
        assertHears("2[\"a\"]", 0, 1);
        assertThat(io.local().fetchSockets().join()).hasSize(2);
        assertNobodyHearsMore();
    }

    @Test
    void answersComeFromBoth() throws Exception {
        sockets.get(1).join("a");
        sockets.get(2).join("a");
        CompletableFuture<AckReport<Integer>> asking =
                io.in("a").timeout(Duration.ofSeconds(20)).request("q", Integer.class, "x");
        answer(1, "q", "[\"q\",\"x\"]", "[11]");
        answer(2, "q", "[\"q\",\"x\"]", "[22]");
        AckReport<Integer> report = asking.get(10, TimeUnit.SECONDS);
        assertThat(report.answers()).containsExactlyInAnyOrder(11, 22);
        assertThat(report.asked()).isEqualTo(2);
        assertThat(report.isComplete()).isTrue();
        assertThat(report.silent()).isEmpty();
        assertNobodyHearsMore();
    }

    @Test
    void theSilentOfBothAreNamed() throws Exception {
        CompletableFuture<AckReport<Integer>> asking =
                io.timeout(Duration.ofSeconds(2)).request("q", Integer.class);
        answer(3, "q", "[\"q\"]", "[33]");
        AckReport<Integer> report = asking.get(10, TimeUnit.SECONDS);
        assertThat(report.replies())
                .containsExactly(
                        new AckReport.Reply<>(Optional.of(sockets.get(3).id()), 33));
        assertThat(report.silent())
                .containsExactlyInAnyOrder(
                        sockets.get(0).id(), sockets.get(1).id(), sockets.get(2).id());
        assertThat(report.silentSockets()).isEqualTo(3);
        assertThat(report.silentServers()).isZero();
    }

    @Test
    void aServerThatIsSilentAsksNobody() throws Exception {
        bus.silenceLast("/");
        CompletableFuture<AckReport<Integer>> asking =
                io.timeout(Duration.ofSeconds(2)).request("q", Integer.class);
        answer(0, "q", "[\"q\"]", "[0]");
        answer(1, "q", "[\"q\"]", "[1]");
        AckReport<Integer> report = asking.get(10, TimeUnit.SECONDS);
        assertThat(report.answers()).containsExactlyInAnyOrder(0, 1);
        assertThat(report.silentServers()).isOne();
        assertThat(report.isComplete()).isFalse();
    }

    @Test
    void aSocketOfTheOtherServerAnswers() throws Exception {
        RemoteSocket remote = io.in(sockets.get(2).id()).fetchSockets().join().get(0);
        assertThat(remote.here()).isEmpty();
        CompletableFuture<String> asking = remote.request("q", String.class, 1);
        answer(2, "q", "[\"q\",1]", "[\"yes\"]");
        assertThat(asking.get(10, TimeUnit.SECONDS)).isEqualTo("yes");
        assertThatThrownBy(() -> remote.timeout(Duration.ofMillis(50))
                        .request("q", String.class)
                        .get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(AckTimeoutException.class);
        sockets.get(2).disconnect();
        await().until(() -> io.fetchSockets().join().size() == 3);
        assertThatThrownBy(() -> remote.request("q", String.class).get(10, TimeUnit.SECONDS))
                .hasCauseInstanceOf(SocketDisconnectedException.class);
    }

    @Test
    void aServerThatIsSilentIsCounted() {
        bus.silenceLast("/");
        FoundSockets found = io.timeout(Duration.ofMillis(50))
                .fetchSockets()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
        assertThat(found).hasSize(2);
        assertThat(found.silentServers()).isOne();
    }

    @Test
    void whatOneThreadEmitsComesInItsOrderFromBoth() {
        sockets.get(2).join("a");
        for (int i = 0; i < 50; i++) {
            io.emit("n", 2 * i);
            io.in(sockets.get(0).id(), "a").emit("n", 2 * i + 1);
        }
        for (int i = 0; i < 100; i++) {
            assertHears("2[\"n\"," + i + "]", 0, 2);
        }
    }

    private void answer(int who, String event, String asked, String answer) {
        String packet = clients.get(who).read();
        assertThat(packet).as(event).startsWith("2").endsWith(asked);
        String id = packet.substring(1, packet.length() - asked.length());
        assertThat(Integer.parseInt(id)).as("an id that every client can read").isPositive();
        clients.get(who).send("3" + id + answer);
    }

    private void assertHears(String packet, int... who) {
        for (int i : who) {
            assertThat(clients.get(i).read()).isEqualTo(packet);
        }
    }

    private void assertNobodyHearsMore() {
        assertNobodyHearsMore(0, 1, 2, 3);
    }

    private void assertNobodyHearsMore(int... who) {
        io.emit("last");
        assertHears("2[\"last\"]", who);
    }
}
