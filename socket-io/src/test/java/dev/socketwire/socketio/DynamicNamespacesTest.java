package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Namespaces that are made when a client asks for them. */
class DynamicNamespacesTest {
    private static final Pattern ROOM = Pattern.compile("/room-\\d+");

    private RunningServer server = RunningServer.start();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aNameThatMatchesAsAWholeIsEnough() {
        ParentNamespace rooms = server.io.of(ROOM);
        rooms.onConnection(socket -> socket.emit("in", socket.namespace().name()));
        assertThat(rooms.children()).isEmpty();
        try (RawClient client = server.session()) {
            client.connectTo("/room-1");
            assertThat(client.read()).isEqualTo("2/room-1,[\"in\",\"/room-1\"]");
            client.connectTo("/room-22");
            assertThat(client.read()).isEqualTo("2/room-22,[\"in\",\"/room-22\"]");
            for (String other : List.of("/room-", "/a/room-1", "/room-1/b", "/room-1?x=1", "/Room-1")) {
                assertRefused(client, other, "Invalid namespace");
            }
            assertThat(rooms.children().stream().map(Namespace::name)).containsExactlyInAnyOrder("/room-1", "/room-22");
            assertThat(rooms.socketCount()).isEqualTo(2);
        }
    }

    @Test
    void aRuleSeesWhoAsks() {
        ParentNamespace tenants = server.io.of(request -> request.namespace().startsWith("/t-")
                && "secret".equals(request.auth(Map.class).get("key"))
                && request.handshake().query().containsKey("EIO"));
        try (RawClient client = server.session()) {
            assertRefused(client, "/t-1", "Invalid namespace");
            client.send("0/t-1,{\"key\":\"wrong\"}");
            assertThat(client.read()).isEqualTo("4/t-1,{\"message\":\"Invalid namespace\"}");
            client.send("0/t-1,{\"key\":\"secret\"}");
            assertThat(client.read()).startsWith("0/t-1,{\"sid\":");
            // Where it is there already nobody is asked.
            try (RawClient other = server.session()) {
                other.connectTo("/t-1");
                assertThat(tenants.children().get(0).socketCount()).isEqualTo(2);
            }
        }
    }

    @Test
    void parentsAreAskedInOrderAndOneThatFailsSaysNo() {
        server.io.ofAsync(request -> CompletableFuture.failedFuture(new IllegalStateException("later")));
        server.io.of(request -> {
            throw new IllegalArgumentException("at once");
        });
        ParentNamespace none = server.io.ofAsync(request -> CompletableFuture.supplyAsync(() -> false));
        ParentNamespace first = server.io.ofAsync(request -> CompletableFuture.supplyAsync(() -> true));
        ParentNamespace second = server.io.of(Pattern.compile(".*"));
        try (RawClient client = server.session()) {
            client.connectTo("/x");
            assertThat(first.children()).hasSize(1);
            assertThat(second.children()).isEmpty();
            assertThat(none.children()).isEmpty();
            assertThat(server.errors)
                    .containsExactly("/x: IllegalStateException: later", "/x: IllegalArgumentException: at once");
        }
        assertThat(List.of(first.name(), second.name())).containsExactly("/_3", "/_4");
    }

    @Test
    void childrenInheritWhateverTheParentHasWheneverItGotIt() {
        ParentNamespace rooms = server.io.of(ROOM);
        rooms.use(connection -> server.events.add("middleware " + connection.namespace()));
        rooms.onConnection(socket -> server.events.add("handler"));
        try (RawClient one = server.session();
                RawClient two = server.session()) {
            one.connectTo("/room-1");
            await().until(() -> server.events.size() == 2);
            server.io.of("/room-1").use(connection -> server.events.add("own middleware"));
            server.io.of("/room-1").onConnection(socket -> server.events.add("own handler"));
            rooms.use(connection -> {
                server.events.add("late middleware");
                if (connection.auth(Map.class).containsKey("out")) {
                    throw new ConnectionRefused("not you");
                }
            });
            rooms.onConnection(socket -> server.events.add("late handler"));
            server.events.clear();
            two.connectTo("/room-1");
            await().until(() -> server.events.contains("own handler"));
            assertThat(server.events())
                    .containsExactly(
                            "middleware /room-1",
                            "late middleware",
                            "own middleware",
                            "handler",
                            "late handler",
                            "own handler");
            two.send("0/room-2,{\"out\":1}");
            assertThat(two.read()).isEqualTo("4/room-2,{\"message\":\"not you\"}");
        }
    }

    @Test
    void aParentIsTheChoiceOfAllSocketsOfAllChildren() throws Exception {
        ParentNamespace rooms = server.io.of(ROOM);
        rooms.onConnection(socket -> socket.join("all"));
        try (RawClient one = server.session();
                RawClient two = server.session()) {
            String first = one.connectTo("/room-1");
            String second = two.connectTo("/room-2");
            await().until(() -> rooms.rooms().members("all").size() == 2);
            rooms.emit("e", 1);
            assertThat(one.read()).isEqualTo("2/room-1,[\"e\",1]");
            assertThat(two.read()).isEqualTo("2/room-2,[\"e\",1]");
            rooms.to("all").except(first).compress(false).emit("e", 2);
            assertThat(two.read()).isEqualTo("2/room-2,[\"e\",2]");
            CompletableFuture<AckReport<Integer>> asking = rooms.in("all").request("q", Integer.class);
            for (RawClient client : List.of(one, two)) {
                String packet = client.read();
                client.send("3" + packet.substring(1, packet.indexOf('[')) + "[" + packet.charAt(7) + "]");
            }
            assertThat(asking.get(10, TimeUnit.SECONDS).answers()).containsExactlyInAnyOrder(1, 2);
            assertThat(asking.get().isComplete()).isTrue();
            rooms.in(second).socketsJoin("mine");
            rooms.socketsLeave("all");
            await().until(() -> rooms.rooms().has("mine") && !rooms.rooms().has("all"));
            assertThat(rooms.rooms().names()).containsExactlyInAnyOrder(first, second, "mine");
            assertThat(rooms.rooms().of(second)).containsExactlyInAnyOrder(second, "mine");
            assertThat(rooms.fetchSockets().join().stream().map(RemoteSocket::id))
                    .containsExactlyInAnyOrder(first, second);
            assertThat(rooms.serverCount().join()).isOne();
            assertThat(rooms.sockets()).extracting(Socket::id).containsExactlyInAnyOrder(first, second);
            assertThat(rooms.socket(first)).hasToString("Optional[Socket[" + first + " in /room-1]]");
            assertThat(rooms.socket("nobody")).isEmpty();
            rooms.disconnectSockets(false);
            assertThat(one.read()).isEqualTo("1/room-1,");
            assertThat(two.read()).isEqualTo("1/room-2,");
        }
    }

    @Test
    void theProgramMayMakeAChildByItsName() {
        ParentNamespace rooms = server.io.of(ROOM);
        Namespace child = server.io.of("room-5");
        assertThat(rooms.children()).containsExactly(child);
        assertThat(server.io.of("/room-5")).isSameAs(child);
        assertThat(server.io.of("/other")).isNotIn(rooms.children());
        try (RawClient client = server.session()) {
            client.connectTo("/room-5");
            assertThat(child.socketCount()).isOne();
        }
    }

    @Test
    void emptyChildrenStayUnlessToldOtherwise() {
        ParentNamespace rooms = server.io.of(ROOM);
        try (RawClient client = server.session()) {
            client.connectTo("/room-1");
            client.send("1/room-1,");
        }
        await().until(() -> rooms.socketCount() == 0);
        assertThat(rooms.children()).hasSize(1);
    }

    @Test
    void emptyChildrenAreCleanedUpAndComeAgain() {
        restart(true, 10);
        BlockingQueue<String> made = new LinkedBlockingQueue<>();
        server.io.onNewNamespace(namespace -> made.add(namespace.name()));
        ParentNamespace rooms = server.io.of(ROOM);
        rooms.use(connection -> {
            if (connection.auth(Map.class).containsKey("out")) {
                throw new ConnectionRefused("not you");
            }
        });
        try (RawClient client = server.session();
                RawClient other = server.session()) {
            client.connectTo("/room-1");
            Namespace child = rooms.children().get(0);
            other.connectTo("/room-1");
            client.send("1/room-1,");
            await().until(() -> child.socketCount() == 1);
            assertThat(rooms.children()).containsExactly(child);
            other.send("1/room-1,");
            await().until(() -> rooms.children().isEmpty());
            client.connectTo("/room-1");
            assertThat(rooms.children()).hasSize(1).doesNotContain(child);
            rooms.emit("again");
            assertThat(client.read()).isEqualTo("2/room-1,[\"again\"]");
            // Nobody was let in: it was for nothing.
            client.send("0/room-2,{\"out\":1}");
            assertThat(client.read()).isEqualTo("4/room-2,{\"message\":\"not you\"}");
            await().until(() -> rooms.children().size() == 1);
            assertThat(made).containsExactly("/room-1", "/room-1", "/room-2");
            client.ws().close();
            await().until(() -> rooms.children().isEmpty());
        }
    }

    @Test
    void aClientThatAMiddlewareIsAskedAboutKeepsItsNamespace() {
        restart(true, 10);
        ParentNamespace rooms = server.io.of(ROOM);
        BlockingQueue<CompletableFuture<Void>> asked = new LinkedBlockingQueue<>();
        rooms.useAsync(connection -> {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
        try (RawClient slow = server.session();
                RawClient quick = server.session()) {
            slow.send("0/room-1,");
            CompletableFuture<Void> answer = next(asked);
            quick.send("0/room-1,");
            next(asked).complete(null);
            assertThat(quick.read()).startsWith("0/room-1,{");
            Namespace child = rooms.children().get(0);
            quick.send("1/room-1,");
            await().until(() -> child.socketCount() == 0);
            assertThat(rooms.children()).containsExactly(child);
            answer.complete(null);
            assertThat(slow.read()).startsWith("0/room-1,{");
            rooms.emit("e");
            assertThat(slow.read()).isEqualTo("2/room-1,[\"e\"]");
            // One that goes while it is asked about leaves nothing, though the answer never comes.
            slow.send("1/room-1,");
            await().until(() -> rooms.children().isEmpty());
            slow.send("0/room-2,");
            next(asked);
            assertThat(rooms.children()).hasSize(1);
            slow.ws().close();
            await().until(() -> rooms.children().isEmpty());
        }
    }

    @Test
    void aClientMayChangeItsMindWhileARuleIsAsked() {
        restart(true, 10);
        BlockingQueue<CompletableFuture<Boolean>> asked = new LinkedBlockingQueue<>();
        ParentNamespace any = server.io.ofAsync(request -> {
            CompletableFuture<Boolean> answer = new CompletableFuture<>();
            asked.add(answer);
            return answer;
        });
        try (RawClient client = server.session()) {
            client.send("0/x,");
            CompletableFuture<Boolean> first = next(asked);
            client.send("1/x,");
            client.send("0/x,");
            CompletableFuture<Boolean> second = next(asked);
            first.complete(true);
            second.complete(true);
            assertThat(client.read()).startsWith("0/x,{");
            any.emit("once");
            assertThat(client.read()).isEqualTo("2/x,[\"once\"]");
            assertThat(any.socketCount()).isOne();
            client.send("0/x,");
            client.assertClosed();
        }
        await().until(() -> any.children().isEmpty());
    }

    @Test
    void childrenOfHostileClientsAreLimited() {
        restart(true, 2);
        ParentNamespace rooms = server.io.of(ROOM);
        try (RawClient client = server.session();
                RawClient other = server.session()) {
            client.connectTo("/room-1");
            client.connectTo("/room-2");
            assertRefused(other, "/room-3", "Too many namespaces");
            other.connectTo("/room-2");
            client.send("1/room-1,");
            await().until(() -> rooms.children().size() == 1);
            other.connectTo("/room-3");
            assertRefused(other, "/room-4", "Too many namespaces");
        }
        assertThatThrownBy(() -> SocketIoServer.builder().maxChildNamespaces(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("maxChildNamespaces 0 must be at least 1");
    }

    @Test
    void newNamespacesAreAnnouncedBeforeAnybodyIsInThem() {
        server.io.onNewNamespace(namespace -> {
            server.events.add(namespace.name());
            namespace.onConnection(socket -> socket.emit("hooked"));
        });
        server.io.onNewNamespace(namespace -> {
            throw new IllegalStateException("bang");
        });
        server.io.of(ROOM);
        server.io.of("/static");
        server.io.of("/static");
        server.io.of("/");
        try (RawClient client = server.session()) {
            client.connectTo("/room-1");
            assertThat(client.read()).isEqualTo("2/room-1,[\"hooked\"]");
        }
        assertThat(server.events()).containsExactly("/static", "/room-1");
        assertThat(server.errors)
                .containsExactly(
                        "new_namespace: IllegalStateException: bang", "new_namespace: IllegalStateException: bang");
    }

    @Test
    void whatOtherServersTellIsHeardByChildren() throws Exception {
        server.close();
        JvmBus bus = new JvmBus();
        server = RunningServer.start(builder -> builder.adapter(bus));
        try (RunningServer second = RunningServer.start(builder -> builder.adapter(bus))) {
            ParentNamespace here = server.io.of(ROOM);
            ParentNamespace there = second.io.of(ROOM);
            there.onServerSideEmit("n", Integer.class, n -> second.events.add("n " + n));
            there.onServerSideRequest("q", Integer.class, n -> n + 1);
            server.io.of("/room-1");
            server.io.of("/room-2");
            second.io.of("/room-1");
            second.io.of("/room-2");
            here.serverSideEmit("n", 1);
            await().until(() -> second.events().equals(List.of("n 1", "n 1")));
            assertThat(here.serverSideEmitWithAck("q", Integer.class, 1)
                            .get(10, TimeUnit.SECONDS)
                            .answers())
                    .containsExactly(2, 2);
            assertThat(here.serverCount().join()).isEqualTo(2);
        }
    }

    @Test
    void comingAndGoingAtTheSameTimeLosesNobody() throws Exception {
        restart(true, 10);
        ParentNamespace rooms = server.io.of(ROOM);
        rooms.onConnection(socket ->
                socket.on("tell", text -> socket.namespace().to(socket.id()).emit("told")));
        List<CompletableFuture<Void>> clients = IntStream.range(0, 4)
                .mapToObj(i -> CompletableFuture.runAsync(this::comeAndGo))
                .toList();
        CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new)).get(60, TimeUnit.SECONDS);
        await().until(() -> rooms.children().isEmpty());
        assertThat(server.errors).isEmpty();
        try (RawClient client = server.session()) {
            for (int i = 0; i < 10; i++) {
                client.connectTo("/room-" + i);
            }
            assertRefused(client, "/room-10", "Too many namespaces");
        }
    }

    private void comeAndGo() {
        try (RawClient client = server.session()) {
            for (int i = 0; i < 100; i++) {
                client.connectTo("/room-1");
                client.send("2/room-1,[\"tell\"]");
                assertThat(client.read()).isEqualTo("2/room-1,[\"told\"]");
                client.send("1/room-1,");
            }
        }
    }

    private static void assertRefused(RawClient client, String namespace, String message) {
        client.send("0" + namespace + ",");
        assertThat(client.read()).isEqualTo("4" + namespace + ",{\"message\":\"" + message + "\"}");
    }

    private static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(10, TimeUnit.SECONDS);
            assertThat(next).isNotNull();
            return next;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void restart(boolean cleanup, int most) {
        server.close();
        server = RunningServer.start(
                builder -> builder.cleanupEmptyChildNamespaces(cleanup).maxChildNamespaces(most));
    }
}
