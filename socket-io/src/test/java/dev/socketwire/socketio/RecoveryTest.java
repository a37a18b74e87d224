package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients whose connection broke come back; on lanes and on the event loop. */
@ParameterizedClass
@MethodSource("handlers")
class RecoveryTest {
    private static final DataKey<String> NAME = DataKey.of("name", String.class);

    private final Handlers handlers;
    private RunningServer server;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    RecoveryTest(Handlers handlers) {
        this.handlers = handlers;
        server = start(ConnectionStateRecovery.defaults());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatWasMissedArrivesOnceInOrderAndAllIsBack() {
        Memory memory = new Memory();
        Socket first;
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            first = server.socket();
            assertThat(first.recovered()).isFalse();
            first.join("red");
            first.data().put(NAME, "Ada");
            first.emit("e", 1);
            assertThat(memory.event(client.read())).isEqualTo("e,1");
        }
        await().until(() -> !first.isConnected());
        server.io.to("red").emit("e", 2);
        server.io.to("blue").emit("e", "not mine");
        server.io.except("red").emit("e", "not mine either");
        server.io.to(first.id()).emit("e", 3);
        server.io.emit("e", new byte[] {4});
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            String pid = memory.pid;
            // The answer comes first: what comes before it a stock client would hand on twice where the line breaks
            // between.
            assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(memory.event(client.read())).isEqualTo("e,3");
            assertThat(client.read()).startsWith("51-[\"e\",{\"_placeholder\":true,\"num\":0},\"");
            assertThat(client.readBinary()).containsExactly(4);
            Socket again = server.socket();
            assertThat(again.recovered()).isTrue();
            assertThat(again.id()).isEqualTo(first.id()).isEqualTo(memory.sid);
            assertThat(again.rooms()).containsExactlyInAnyOrder(first.id(), "red");
            assertThat(again.data().get(NAME)).contains("Ada");
            server.io.to("red").emit("e", 5);
            assertThat(memory.event(client.read())).isEqualTo("e,5");
        }
    }

    @Test
    void aClientMayComeBackAgainAndAgain() {
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
        }
        Socket socket = server.socket();
        for (int i = 0; i < 4; i++) {
            Socket before = socket;
            await().until(() -> !before.isConnected());
            // Every second time nothing happens while it is away.
            if (i % 2 == 0) {
                server.io.emit("e", i);
            }
            try (RawClient client = server.session()) {
                client.send(memory.connect());
                memory.connected(client.read());
                if (i % 2 == 0) {
                    assertThat(memory.event(client.read())).isEqualTo("e," + i);
                }
                socket = server.socket();
                assertThat(socket.recovered()).isTrue();
            }
        }
    }

    @Test
    void aSecretServesOnce() {
        Memory memory = Memory.lost(server);
        try (RawClient client = server.session();
                RawClient thief = server.session()) {
            client.send(memory.connect());
            String pid = memory.pid;
            memory.connected(client.read());
            assertThat(memory.pid).isEqualTo(pid);
            assertThat(server.socket().recovered()).isTrue();
            client.send("1");
            await().until(() -> server.io.stats().sockets() == 0);
            thief.send(memory.connect());
            memory.connected(thief.read());
            assertThat(memory.pid).isNotEqualTo(pid);
            assertThat(server.socket().recovered()).isFalse();
        }
    }

    @Test
    void aConnectionWhoseEndNobodyNoticedGivesWay() {
        Memory memory = new Memory();
        try (RawClient stale = server.session();
                RawClient client = server.session()) {
            stale.send("0");
            memory.connected(stale.read());
            Socket old = server.socket();
            old.onDisconnect(reason -> server.events.add(reason.toString()));
            old.emit("e", "seen");
            assertThat(memory.event(stale.read())).isEqualTo("e,\"seen\"");
            old.emit("e", "not seen");
            client.send(memory.connect());
            memory.connected(client.read());
            assertThat(memory.event(client.read())).isEqualTo("e,\"not seen\"");
            assertThat(server.socket().id()).isEqualTo(old.id());
            await().until(() -> server.events().contains("transport close"));
            assertThat(server.io.stats().sockets()).isOne();
        }
    }

    @Test
    void whoLeavesOrIsPutOutDoesNotComeBack() {
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            Socket socket = server.socket();
            socket.emit("bye");
            socket.disconnect();
            assertThat(memory.event(client.read())).isEqualTo("bye");
            assertThat(client.read()).isEqualTo("1");
        }
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            client.read();
            assertThat(server.socket().recovered()).isFalse();
        }
    }

    @Test
    void repliesDoNotOvertakeEvents() {
        server.io.onConnection(socket -> socket.onRequest("r", arguments -> {
            socket.emit("first");
            server.io.emit("second");
            return "third";
        }));
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            client.send("27[\"r\"]");
            assertThat(memory.event(client.read())).isEqualTo("first");
            assertThat(memory.event(client.read())).isEqualTo("second");
            assertThat(client.read()).isEqualTo("37[\"third\"]");
        }
    }

    @Test
    void eventsOfManyThreadsAreMissedByNobody() {
        Memory memory = new Memory();
        int[] next = new int[4];
        List<Thread> threads = new ArrayList<>();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            for (int t = 0; t < 4; t++) {
                int own = t;
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 500; i++) {
                        server.io.emit("e", own, i);
                    }
                });
                threads.add(thread);
                thread.start();
            }
            for (int i = 0; i < 100; i++) {
                count(memory.event(client.read()), next);
            }
        }
        int seen = 100;
        while (seen < 2_000) {
            try (RawClient client = server.session()) {
                client.send(memory.connect());
                int now = 0;
                for (String packet = client.read(); now < 400; packet = client.read()) {
                    if (packet.startsWith("0")) {
                        assertThat(new Memory().connected(packet).pid).isEqualTo(memory.pid);
                    } else {
                        count(memory.event(packet), next);
                        now++;
                        seen++;
                    }
                    if (seen == 2_000) {
                        break;
                    }
                }
            }
        }
        assertThat(next).containsOnly(500);
        threads.forEach(thread -> assertThat(ends(thread)).isTrue());
    }

    @Test
    void volatileEventsAndRequestsHaveNoNumber() {
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            Socket socket = server.socket();
            socket.dropIfBusy().emit("v", 1);
            assertThat(client.read()).isEqualTo("2[\"v\",1]");
            socket.request("r", String.class);
            assertThat(client.read()).isEqualTo("20[\"r\"]");
        }
    }

    @Test
    void pollingClientsComeBackToo() {
        Memory memory = new Memory();
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            client.post("40");
            memory.connected(client.poll().text().substring(1));
            server.socket().emit("e", 1);
            memory.event(client.poll().text().substring(1));
            client.post("1");
        }
        await().until(() -> server.io.stats().sockets() == 0);
        server.io.emit("e", 2);
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            client.post("4" + memory.connect());
            List<String> packets = new ArrayList<>();
            while (packets.size() < 2) {
                packets.addAll(List.of(client.poll().text().split("\u001e", -1)));
            }
            assertThat(packets).hasSize(2);
            assertThat(memory.event(packets.get(0).substring(1))).isEqualTo("e,2");
            memory.connected(packets.get(1).substring(1));
            assertThat(server.socket().recovered()).isTrue();
        }
    }

    private RunningServer start(ConnectionStateRecovery options) {
        UnaryOperator<SocketIoServerBuilder> with =
                builder -> builder.handlers(handlers).connectionStateRecovery(options);
        return RunningServer.start(with);
    }

    private static boolean ends(Thread thread) {
        try {
            thread.join(20_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return !thread.isAlive();
    }

    private static void count(String event, int[] next) {
        String[] parts = event.split(",", -1);
        int thread = Integer.parseInt(parts[1]);
        assertThat(Integer.parseInt(parts[2])).isEqualTo(next[thread]++);
    }
}
