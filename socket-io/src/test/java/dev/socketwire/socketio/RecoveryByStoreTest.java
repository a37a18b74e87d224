package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.RawHttp;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Two servers whose adapter keeps what clients need to come back: they come back to either. */
@ParameterizedClass
@MethodSource("handlers")
class RecoveryByStoreTest {
    private final TwoServers servers;
    private final RunningServer first;
    private final RunningServer second;

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    RecoveryByStoreTest(Handlers handlers) {
        servers = new TwoServers(ConnectionStateRecovery.defaults(), builder -> builder.handlers(handlers));
        first = servers.first;
        second = servers.second;
    }

    @AfterEach
    void stop() {
        servers.close();
        assertThat(first.errors).isEmpty();
        assertThat(second.errors).isEmpty();
    }

    @Test
    void aClientComesBackToTheOtherServerAndAllIsThere() {
        Memory memory = new Memory();
        Socket before;
        try (RawClient client = first.session()) {
            before = servers.begin(client, memory);
        }
        await().until(() -> servers.bus.keptSockets() == 1);
        second.io.to("red").emit("e", 2);
        first.io.to("red").emit("e", Map.of("n", 3));
        second.io.to("blue").emit("e", "not mine");
        second.io.except("red").emit("e", "not mine either");
        second.io.dropIfBusy().emit("e", "volatile");
        first.io.local().emit("e", "local");
        before.emit("e", 4);
        second.io.emit("e", new byte[] {5});
        try (RawClient client = second.session()) {
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(memory.event(client.read())).isEqualTo("e,{\"n\":3}");
            assertThat(memory.event(client.read())).isEqualTo("e,4");
            assertThat(client.read()).startsWith("51-[\"e\",{\"_placeholder\":true,\"num\":0},\"stream.");
            assertThat(client.readBinary()).containsExactly(5);
            Socket socket = second.socket();
            assertThat(socket.recovered()).isTrue();
            assertThat(socket.rooms()).containsExactlyInAnyOrder(memory.sid, "red");
            assertThat(socket.data().get(TwoServers.NAME)).contains("Ada");
            socket.data().put(TwoServers.NAME, "Eve");
            first.io.to("red").emit("e", 6);
            assertThat(memory.event(client.read())).isEqualTo("e,6");
            socket.emit("e", 7);
            assertThat(memory.event(client.read())).isEqualTo("e,7");
        }
        await().until(() -> servers.bus.keptSockets() == 1);
        before.emit("e", 8);
        try (RawClient client = first.session()) {
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,8");
            Socket socket = first.socket();
            assertThat(socket.data().get(TwoServers.NAME)).contains("Eve");
            // Nobody has asked for it on the server in between.
            assertThat(socket.data().get(TwoServers.PLACE)).contains(new TwoServers.Place(1, 2));
            assertThat(socket.data().get(TwoServers.PATH)).contains(List.of(new TwoServers.Place(3, 4)));
            assertThat(servers.bus.keptSockets()).isZero();
        }
    }

    @Test
    void byPollingWhatWasMissedComesBeforeTheAnswer() {
        Memory memory = servers.lost();
        first.io.to("red").emit("e", 2);
        String pid = memory.pid;
        try (RawHttp http = RawHttp.connect(second.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            client.post("4" + memory.connect());
            List<String> packets = new ArrayList<>();
            while (packets.size() < 2) {
                packets.addAll(List.of(client.poll().text().split("\u001e", -1)));
            }
            assertThat(packets).hasSize(2);
            assertThat(memory.event(packets.get(0).substring(1))).isEqualTo("e,2");
            assertThat(memory.connected(packets.get(1).substring(1)).pid).isEqualTo(pid);
            client.post("41");
        }
    }

    @Test
    void aConnectionWhoseEndTheOtherServerHasNotNoticedGivesWay() {
        Memory memory = new Memory();
        try (RawClient stale = first.session();
                RawClient client = second.session()) {
            Socket old = servers.begin(stale, memory);
            old.emit("e", 2);
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            await().until(() -> first.io.stats().sockets() == 0);
            assertThat(second.socket().recovered()).isTrue();
        }
    }

    @Test
    void aSecretServesOnceAndNotBehindAFarewell() {
        Memory memory = servers.lost();
        try (RawClient client = second.session();
                RawClient thief = first.session()) {
            TwoServers.assertBack(client, memory);
            client.send("1");
            await().until(() -> second.io.stats().sockets() == 0);
            TwoServers.assertAnew(thief, memory);
            assertThat(first.socket().recovered()).isFalse();
        }
    }

    @Test
    void whoHasMissedTooMuchBeginsAnewAlsoWhereThatIsKnownLate() {
        AtomicInteger asked = new AtomicInteger();
        second.io.use(connection -> {
            // By then the state was taken out, and what was missed is not asked for yet.
            if (asked.incrementAndGet() == 1) {
                assertThat(connection.data().get(TwoServers.NAME)).contains("Ada");
                servers.bus.trim();
            } else {
                assertThat(connection.data().get(TwoServers.NAME)).isEmpty();
            }
        });
        Memory memory = servers.lost();
        first.io.emit("e", 2);
        try (RawClient client = second.session()) {
            TwoServers.assertAnew(client, memory);
            assertThat(second.socket().recovered()).isFalse();
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whatMiddlewaresHaveJoinedByTheOldDataIsNotOfWhoBeginsAnew() {
        second.io.use(connection -> connection.data().get(TwoServers.NAME).ifPresent(name -> {
            connection.join("of " + name);
            servers.bus.trim();
        }));
        Memory memory = servers.lost();
        first.io.emit("e", 2);
        try (RawClient client = second.session()) {
            TwoServers.assertAnew(client, memory);
            assertThat(second.socket().rooms()).containsExactly(memory.sid);
        }
    }

    @Test
    void whoGoesWhileAMiddlewareThinksMayTryAgain() {
        CompletableFuture<Void> thinking = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        second.io
                .of("/")
                .useAsync(connection ->
                        asked.incrementAndGet() == 1 ? thinking : CompletableFuture.completedFuture(null));
        Memory memory = servers.lost();
        try (RawClient client = second.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 1);
        }
        await().until(() -> second.io.stats().sessions() == 0);
        try (RawClient client = second.session()) {
            TwoServers.assertBack(client, memory);
        }
        thinking.complete(null);
    }

    @Test
    void whileManyEventsAreSentEachArrivesOnce() {
        Memory memory = servers.lost();
        AtomicBoolean enough = new AtomicBoolean();
        AtomicInteger sent = new AtomicInteger(1);
        AtomicInteger seen = new AtomicInteger(1);
        Thread sender = new Thread(() -> {
            while (!enough.get()) {
                if (sent.get() - seen.get() < 300) {
                    int next = sent.incrementAndGet();
                    (next % 2 == 0 ? first : second).io.to("red").emit("e", next);
                }
                Thread.onSpinWait();
            }
            first.io.to("red").emit("e", 0);
        });
        sender.setDaemon(true);
        sender.start();
        boolean over = false;
        try {
            for (int visit = 0; !over; visit++) {
                enough.set(visit == 20);
                try (RawClient client = (visit % 2 == 0 ? second : first).session()) {
                    TwoServers.assertBack(client, memory);
                    for (int i = 0; !over && (i < 40 || enough.get()); i++) {
                        int number =
                                Integer.parseInt(memory.event(client.read()).substring(2));
                        over = number == 0;
                        assertThat(over ? seen.get() : number).isEqualTo(over ? sent.get() : seen.incrementAndGet());
                    }
                }
            }
        } finally {
            enough.set(true);
        }
    }
}
