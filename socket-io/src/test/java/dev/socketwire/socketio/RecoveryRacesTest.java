package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.testkit.RawHttp;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients whose line breaks again while they are coming back. */
@ParameterizedClass
@MethodSource("handlers")
class RecoveryRacesTest {
    private final RunningServer server;
    private final AtomicInteger asked = new AtomicInteger();

    /** The answer to the second who is asked: the first that comes back. */
    private final CompletableFuture<Void> thinking = new CompletableFuture<>();

    static List<Handlers> handlers() {
        return List.of(Handlers.ordered(), Handlers.inline());
    }

    RecoveryRacesTest(Handlers handlers) {
        server = RunningServer.start(builder -> builder.handlers(handlers)
                .limits(EngineLimits.builder().queuePackets(100).build())
                .connectionStateRecovery(ConnectionStateRecovery.defaults()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whoIsBackWhileItsLastAttemptIsStillAskedHasItsSocket() {
        thinkAboutTheFirstWhoComesBack();
        Memory memory = Memory.lost(server);
        try (RawClient broken = server.session()) {
            broken.send(memory.connect());
            await().until(() -> asked.get() == 2);
        }
        await().until(() -> server.io.stats().sessions() == 0);
        server.io.emit("e", 1);
        try (RawClient client = server.session()) {
            assertRecovered(client, memory, "e,1");
            thinking.complete(null);
            server.io.emit("e", 2);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(server.io.stats().sockets()).isOne();
        }
    }

    @Test
    void anAttemptWhoseEndNobodyNoticedGivesWay() {
        thinkAboutTheFirstWhoComesBack();
        Memory memory = Memory.lost(server);
        try (RawClient stale = server.session();
                RawClient client = server.session()) {
            stale.send(memory.connect());
            await().until(() -> asked.get() == 2);
            server.io.emit("e", 1);
            assertRecovered(client, memory, "e,1");
            stale.assertClosed();
            thinking.complete(null);
            server.io.emit("e", 2);
            assertThat(memory.event(client.read())).isEqualTo("e,2");
            assertThat(server.io.stats().sockets()).isOne();
        }
    }

    @Test
    void whoLeavesWhileItIsAskedDoesNotComeBack() {
        thinkAboutTheFirstWhoComesBack();
        Memory memory = Memory.lost(server);
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            await().until(() -> asked.get() == 2);
            client.send("1");
            client.send(memory.connect());
            String pid = memory.pid;
            assertThat(memory.connected(client.read()).pid).isNotEqualTo(pid);
            assertThat(server.socket().recovered()).isFalse();
        }
    }

    @Test
    void howeverManyLinesBreakThereIsOneSocketAndItIsNotLost() {
        Memory memory = Memory.lost(server);
        String id = memory.sid;
        for (int round = 0; round < 80; round++) {
            for (int i = 0; i < 3; i++) {
                try (RawClient broken = server.session()) {
                    broken.send(memory.connect());
                }
            }
            server.io.emit("e", round);
            boolean back = false;
            for (int tries = 0; !back && tries < 5; tries++) {
                back = comesBack(memory);
                assertThat(memory.sid).as("round %s", round).isEqualTo(id);
            }
            assertThat(back).as("round %s", round).isTrue();
        }
        await().until(() -> server.io.stats().sockets() == 0);
    }

    @Test
    void whatIsEmittedToASocketThatIsAwayIsNotLost() {
        Memory memory = new Memory();
        Socket first;
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            first = server.socket();
        }
        await().until(() -> !first.isConnected());
        first.emit("e", "away");
        first.dropIfBusy().emit("e", "volatile");
        try (RawClient client = server.session()) {
            assertRecovered(client, memory, "e,\"away\"");
            // A program may still have the socket of before.
            first.emit("e", "back");
            assertThat(memory.event(client.read())).isEqualTo("e,\"back\"");
            client.send("1");
            await().until(() -> server.io.stats().sockets() == 0);
            first.emit("e", "gone");
        }
    }

    @Test
    void whoIsCutOffWhileItIsToldWhatItMissedMayComeAgain() {
        AtomicInteger questions = new AtomicInteger();
        server.io.onConnection(socket -> {
            for (int i = questions.getAndSet(0); i > 0; i--) {
                socket.request("question", String.class);
            }
        });
        Memory memory = Memory.lost(server);
        for (int i = 0; i < 60; i++) {
            server.io.emit("e", i);
        }
        questions.set(60);
        CutOff.byPolling(server, memory);
        try (RawClient client = server.session()) {
            assertRecovered(client, memory, "e,0");
            for (int i = 1; i < 60; i++) {
                assertThat(memory.event(client.read())).isEqualTo("e," + i);
            }
        }
        assertThat(server.io.stats().refused(EngineRefusal.QUEUE_PACKETS)).isOne();
    }

    @Test
    void whoHasMissedMoreThanMayWaitForItBeginsAnewAndIsNotCutOff() {
        Memory memory = Memory.lost(server);
        for (int i = 0; i < 100; i++) {
            server.io.emit("e", i);
        }
        String pid = memory.pid;
        try (RawHttp http = RawHttp.connect(server.io.port())) {
            PollingClient client = new PollingClient(http);
            client.open();
            client.post("4" + memory.connect());
            assertThat(memory.connected(client.poll().text().substring(1)).pid).isNotEqualTo(pid);
            client.post("41");
        }
        assertThat(server.io.stats().refused(SocketRefusal.RECOVERY_REFUSED)).isOne();
        assertThat(server.io.stats().refused(EngineRefusal.QUEUE_PACKETS)).isZero();
    }

    @Test
    void aClientThatBeganAnewMayNameWhatItSawBefore() {
        Memory memory = new Memory();
        try (RawClient client = server.session()) {
            client.send("0");
            memory.connected(client.read());
            Socket socket = server.socket();
            socket.emit("e", 1);
            memory.event(client.read());
            client.send("1");
            client.send("0");
            // The stock client still has the offset.
            memory.connected(client.read());
            server.socket();
        }
        await().until(() -> server.io.stats().sockets() == 0);
        server.io.emit("e", 2);
        try (RawClient client = server.session()) {
            assertRecovered(client, memory, "e,2");
        }
        await().until(() -> server.io.stats().sockets() == 0);
        try (RawClient client = server.session()) {
            client.send(memory.connect());
            String pid = memory.pid;
            assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
        }
    }

    private void thinkAboutTheFirstWhoComesBack() {
        server.io
                .of("/")
                .useAsync(connection ->
                        asked.incrementAndGet() == 2 ? thinking : CompletableFuture.completedFuture(null));
    }

    private void assertRecovered(RawClient client, Memory memory, String missed) {
        String id = memory.sid;
        String pid = memory.pid;
        client.send(memory.connect());
        assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
        assertThat(memory.sid).isEqualTo(id);
        assertThat(memory.event(client.read())).isEqualTo(missed);
        assertThat(server.socket().recovered()).isTrue();
    }

    /** Whether the client had an answer: an attempt of before that the server reads only now may end its line. */
    private boolean comesBack(Memory memory) {
        try (RawClient client = server.session().timeout(Duration.ofSeconds(5))) {
            client.send(memory.connect());
            memory.connected(client.read());
            return true;
        } catch (UncheckedIOException | AssertionError e) {
            return false;
        }
    }
}
