package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.testkit.RawHttp;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that go, servers that close and events that come while a store is asked. */
class RecoveryStoreRacesTest {
    private final TwoServers servers = new TwoServers(
            ConnectionStateRecovery.defaults(),
            builder -> builder.cleanupEmptyChildNamespaces(true)
                    .limits(EngineLimits.builder().queuePackets(100).build()));
    private final RunningServer second = servers.second;

    /** Complete when the store may answer. */
    private final CompletableFuture<Void> gate = new CompletableFuture<>();

    private final AtomicInteger asked = new AtomicInteger();

    /** The event loop that has asked the store. */
    private final AtomicReference<Thread> loop = new AtomicReference<>();

    @AfterEach
    void stop() {
        servers.close();
        assertThat(servers.first.errors).isEmpty();
        assertThat(second.errors).isEmpty();
    }

    @Test
    void whoGoesWhileItsSocketIsLookedForMayTryAgain() {
        Memory memory = servers.lost();
        takeLater();
        try (RawClient client = second.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 1);
        }
        await().until(() -> second.io.stats().sessions() == 0);
        gate.complete(null);
        await().until(() -> servers.bus.keeps() == 2);
        assertComesBackWithAll(memory);
    }

    @Test
    void whoGoesWhileWhatItMissedIsLookedForMayTryAgain() {
        Memory memory = servers.lost();
        servers.bus.missing((real, answer) -> {
            asked.incrementAndGet();
            gate.thenRun(real);
        });
        try (RawClient client = second.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 1);
        }
        await().until(() -> servers.bus.keeps() == 2);
        servers.bus.missing((real, answer) -> real.run());
        assertComesBackWithAll(memory);
        gate.complete(null);
    }

    @Test
    void whoSaysFarewellWhileTheStoreIsAskedDoesNotComeBack() {
        Memory memory = servers.lost();
        takeLater();
        try (RawClient client = second.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 1);
            leaveAndConnect(client);
            gate.complete(null);
            // The loop has come to what the store has said when it reads what is sent after this.
            leaveAndConnect(client);
            client.send("1");
            TwoServers.assertAnew(client, memory);
            // Nobody had the secret any more: it was looked for.
            assertThat(asked).hasValue(2);
        }
    }

    @Test
    void whoeverHasTheSecretNextEndsTheLineThatIsStillAskedFor() {
        Memory memory = servers.lost();
        takeLater();
        try (RawClient stale = second.session();
                RawClient client = second.session()) {
            stale.send(memory.connect());
            await().until(() -> asked.get() == 1);
            client.send(memory.connect());
            stale.assertClosed();
            assertThat(asked).hasValue(1);
            gate.complete(null);
            String pid = memory.pid;
            assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
            assertThat(second.socket().recovered()).isTrue();
            client.send("1");
        }
    }

    @Test
    void whatIsDeliveredRightBehindTheAnswerComesAlsoToALoopWhereNobodyWas() {
        Memory memory = servers.lost();
        second.io.emit("e", 2);
        servers.bus.missing((real, answer) -> {
            real.run();
            second.io.emit("e", 3);
            // Who answers twice is not listened to.
            answer.complete(Optional.of(List.of()));
        });
        try (RawClient client = second.session()) {
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(memory.event(client.read())).isEqualTo("e,3");
        }
    }

    @Test
    void whoIsCutOffWhileItIsToldWhatItMissedMayComeAgain() {
        AtomicInteger questions = new AtomicInteger(60);
        second.io.onConnection(socket -> {
            // Nobody is asked again, so the next visit has room.
            for (int i = questions.getAndSet(0); i > 0; i--) {
                socket.request("question", String.class);
            }
        });
        Memory memory = servers.lost();
        for (int i = 0; i < 60; i++) {
            second.io.emit("e", i);
        }
        CutOff.byPolling(second, memory);
        await().until(() -> servers.bus.keeps() == 2);
        try (RawClient client = second.session()) {
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,0");
        }
        assertThat(second.io.stats().refused(EngineRefusal.QUEUE_PACKETS)).isOne();
    }

    @ParameterizedTest
    @ValueSource(ints = {99, 100})
    void whoHasMissedMoreThanMayWaitForItBeginsAnewAndIsNotCutOff(int events) {
        Memory memory = servers.lost();
        for (int i = 0; i < events; i++) {
            second.io.emit("e", i);
        }
        String pid = memory.pid;
        try (RawHttp http = RawHttp.connect(second.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            client.post("4" + memory.connect());
            // The answer to the CONNECT is one of the hundred that may wait.
            boolean back = events == 99;
            List<String> packets = new ArrayList<>();
            while (packets.size() < (back ? 100 : 1)) {
                packets.addAll(List.of(client.poll().text().split("\u001e", -1)));
            }
            String answer = packets.get(packets.size() - 1).substring(1);
            assertThat(memory.connected(answer).pid.equals(pid)).isEqualTo(back);
            client.post("41");
        }
        assertThat(second.io.stats().refused(SocketRefusal.RECOVERY_REFUSED)).isEqualTo(events - 99);
        assertThat(second.io.stats().refused(EngineRefusal.QUEUE_PACKETS)).isZero();
    }

    @Test
    void aServerThatClosesLeavesItsClientsToTheOthers() {
        Memory memory = new Memory();
        CompletableFuture<Void> kept = new CompletableFuture<>();
        servers.bus.keeping(real -> {
            loop.set(Thread.currentThread());
            return kept.thenCompose(nothing -> real.get());
        });
        CompletableFuture<Void> closed;
        try (RawClient client = servers.first.session()) {
            servers.begin(client, memory);
            closed = servers.first.io.closeAsync(Duration.ZERO);
            client.assertClosed();
        }
        second.io.emit("e", 2);
        await().until(() -> loop.get() != null && !loop.get().isAlive());
        kept.complete(null);
        closed.join();
        servers.bus.missing((real, answer) -> real.run());
        try (RawClient client = second.session()) {
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
        }
    }

    @Test
    void aServerThatClosesWaitsForTheLastOnesOfNamespacesThatAreRemoved() {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        servers.bus.keeping(real -> kept.thenCompose(nothing -> real.get()));
        servers.first.io.of(Pattern.compile("/child"));
        CompletableFuture<Void> closed;
        try (RawClient client = servers.first.session()) {
            client.send("0/child,");
            assertThat(client.read()).startsWith("0/child,{");
            closed = servers.first.io.closeAsync(Duration.ZERO);
            client.assertClosed();
        }
        assertThatThrownBy(() -> closed.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        kept.complete(null);
        closed.join();
        assertThat(servers.bus.keptSockets()).isOne();
    }

    @Test
    void aServerThatClosesWhileTheStoreIsAskedGivesBackWhatItHasTaken() {
        Memory memory = servers.lost();
        takeLater();
        CompletableFuture<Void> closed;
        try (RawClient client = second.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 1);
            closed = second.io.closeAsync(Duration.ZERO);
            client.assertClosed();
        }
        await().until(() -> loop.get() != null && !loop.get().isAlive());
        gate.complete(null);
        closed.join();
        assertThat(servers.bus.keeps()).isEqualTo(2);
        try (RawClient client = servers.first.session()) {
            TwoServers.assertBack(client, memory);
        }
    }

    private static void leaveAndConnect(RawClient client) {
        client.send("1");
        client.send("0");
        assertThat(client.read()).startsWith("0{");
    }

    private void takeLater() {
        servers.bus.taking(real -> {
            loop.set(Thread.currentThread());
            asked.incrementAndGet();
            return gate.thenCompose(nothing -> real.get());
        });
    }

    private void assertComesBackWithAll(Memory memory) {
        servers.first.io.emit("e", 2);
        try (RawClient client = second.session()) {
            TwoServers.assertBack(client, memory);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(second.socket().recovered()).isTrue();
            client.send("1");
        }
    }
}
