package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Named.named;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.socketio.spi.KeptSocket;
import dev.socketwire.socketio.spi.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that keeps what clients need to come back, and does not do as it should: they are connected all the same. */
class RecoveryStoreTroubleTest {
    private static final String SILENT = "recovery: TimeoutException: the store has not answered within 5 s";

    private TwoServers servers = start(ConnectionStateRecovery.defaults());

    private static TwoServers start(ConnectionStateRecovery recovery) {
        return new TwoServers(recovery, builder -> builder);
    }

    @AfterEach
    void stop() {
        servers.close();
    }

    static Stream<Named<Consumer<StoreBus>>> takingTroubles() {
        return Stream.of(
                named("fails", bus -> bus.taking(real -> CompletableFuture.failedFuture(new IllegalStateException()))),
                named(
                        "throws",
                        bus -> bus.taking(real -> {
                            throw new IllegalStateException();
                        })),
                named("no stage", bus -> bus.taking(real -> absent())),
                named("null", bus -> bus.taking(real -> CompletableFuture.completedFuture(absent()))),
                named("no data", bus -> other(bus, socket -> kept(socket.rooms(), "[1"))),
                named("data that is none", bus -> other(bus, socket -> kept(socket.rooms(), "null"))),
                named("a long name of a room", bus -> other(bus, socket -> kept(Set.of("r".repeat(300)), "{}"))),
                named("a room too many", bus -> other(bus, socket -> kept(rooms(10_001), "{}"))));
    }

    static Stream<Named<Consumer<StoreBus>>> missingTroubles() {
        return Stream.of(
                named(
                        "fails",
                        bus -> bus.missing(
                                (real, answer) -> answer.completeExceptionally(new IllegalStateException()))),
                named(
                        "throws",
                        bus -> bus.missing((real, answer) -> {
                            throw new IllegalStateException();
                        })),
                named("null", bus -> bus.missing((real, answer) -> answer.complete(absent()))),
                named(
                        "no event",
                        bus -> bus.missing((real, answer) -> answer.complete(Optional.of(
                                List.of(payload("[\"e\",1,\"stream.2\"]"), payload("[\"e\",\"stream.3\"")))))));
    }

    @ParameterizedTest
    @MethodSource({"takingTroubles", "missingTroubles"})
    void whereAnAnswerIsNoneTheClientBeginsAnew(Consumer<StoreBus> trouble) {
        Memory memory = servers.lost();
        String secret = memory.pid;
        servers.second.io.emit("e", 2);
        trouble.accept(servers.bus);
        try (RawClient client = servers.second.session()) {
            TwoServers.assertAnew(client, memory);
            assertThat(servers.second.socket().recovered()).isFalse();
        }
        await().untilAsserted(() -> assertThat(servers.second.errors).hasSize(1));
        assertThat(servers.second.errors.peek()).startsWith("recovery: ");
        assertThat(servers.second.io.stats().refused(SocketRefusal.RECOVERY_REFUSED))
                .isOne();
        assertSecretIsNobodys(secret);
    }

    /** Two who come with it do not meet: neither waits for the other one, nor ends it. */
    private void assertSecretIsNobodys(String pid) {
        try (RawClient first = servers.second.session();
                RawClient second = servers.second.session()) {
            for (RawClient client : List.of(first, second)) {
                client.send("0{\"pid\":\"" + pid + "\"}");
                assertThat(client.read()).startsWith("0{\"sid\"").doesNotContain(pid);
            }
            servers.second.io.emit("both");
            assertThat(first.read()).startsWith("2[\"both\"");
            assertThat(second.read()).startsWith("2[\"both\"");
        }
    }

    @Test
    void aSecretIsThatOfItsClientWhateverTheStoreSays() {
        Memory memory = servers.lost();
        servers.second.io.emit("e", 2);
        other(servers.bus, socket -> kept(rooms(10_000), "{}"));
        String pid = memory.pid;
        try (RawClient client = servers.second.session()) {
            client.send(memory.connect());
            assertThat(memory.connected(client.read()).pid).isEqualTo(pid);
        }
    }

    @Test
    void whatCannotBeKeptIsNobodysSecretAnyMore() {
        servers.bus.keeping(real -> CompletableFuture.failedFuture(new IllegalStateException("full")));
        beginsAnewAtTheFirst(servers.lostHowever());
        servers.bus.keeping(real -> {
            throw new IllegalStateException("broken");
        });
        beginsAnewAtTheFirst(servers.lostHowever());
        await().untilAsserted(() -> assertThat(servers.first.errors)
                .contains("recovery: IllegalStateException: full", "recovery: IllegalStateException: broken"));
    }

    private void beginsAnewAtTheFirst(Memory memory) {
        try (RawClient client = servers.first.session()) {
            TwoServers.assertAnew(client, memory);
            assertThat(servers.first.socket().recovered()).isFalse();
            client.send("1");
        }
    }

    @Test
    void nobodyWaitsLongForASilentStore() {
        CompletableFuture<Void> late = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        CountDownLatch missing = new CountDownLatch(1);
        Memory taken = servers.lost();
        Memory missed = servers.lost();
        servers.bus.keeping(real -> new CompletableFuture<>());
        Memory kept = servers.lostHowever();
        Duration patience = Duration.ofSeconds(30);
        try (RawClient first = servers.second.session().timeout(patience);
                RawClient second = servers.second.session().timeout(patience);
                RawClient third = servers.first.session().timeout(patience)) {
            servers.bus.taking(real -> {
                asked.incrementAndGet();
                return late.thenCompose(nothing -> real.get());
            });
            first.send(taken.connect());
            await().until(() -> asked.get() == 1);
            servers.bus.taking(real -> real.get());
            servers.bus.missing((real, answer) -> missing.countDown());
            second.send(missed.connect());
            await().until(() -> missing.getCount() == 0);
            third.send(kept.connect());
            TwoServers.assertIsAnew(first, taken);
            TwoServers.assertIsAnew(second, missed);
            TwoServers.assertIsAnew(third, kept);
            late.complete(null);
            servers.second.io.emit("e", 2);
            assertThat(taken.event(first.read())).isEqualTo("e,2");
            assertThat(missed.event(second.read())).isEqualTo("e,2");
        } finally {
            servers.bus.keeping(real -> real.get());
        }
        await().untilAsserted(() -> assertThat(servers.first.errors).containsExactly(SILENT));
        await().untilAsserted(() -> assertThat(servers.second.errors).containsExactly(SILENT, SILENT));
        assertThat(servers.first.io.stats().refused(SocketRefusal.RECOVERY_TIMEOUT))
                .isOne();
        assertThat(servers.second.io.stats().refused(SocketRefusal.RECOVERY_TIMEOUT))
                .isEqualTo(2);
    }

    @Test
    void aServerThatClosesWaitsForASilentStoreOnNobodysThreadAndCountsWhoIsLost() {
        servers.close();
        servers = new TwoServers(ConnectionStateRecovery.defaults(), builder -> builder.handlers(Handlers.inline()));
        servers.bus.keeping(real -> new CompletableFuture<>());
        closeWithAClient();
        assertThat(servers.first.io.stats().refused(SocketRefusal.RECOVERY_TIMEOUT))
                .isOne();
        await().untilAsserted(() -> assertThat(servers.first.errors).containsExactly(SILENT));
    }

    @Test
    void anAdapterIsNotStoppedOnTheThreadOnWhichItsStoreAnswers() {
        servers.bus.keeping(real -> CompletableFuture.supplyAsync(
                        () -> real.get(), answer -> new Thread(answer, "store").start())
                .thenCompose(keeping -> keeping));
        closeWithAClient();
        assertThat(servers.bus.keptSockets()).isOne();
        assertThat(servers.first.errors).isEmpty();
    }

    private void closeWithAClient() {
        try (RawClient client = servers.first.session()) {
            servers.begin(client, new Memory());
            servers.first.io.close();
            client.assertClosed();
        }
        assertThat(servers.bus.stoppedOn()).singleElement().asString().startsWith("socketwire-");
    }

    @Test
    void whoHasMissedMoreThanOneClientMayBeToldBeginsAnew() {
        begunAnewAfter(ConnectionStateRecovery.defaults().withMaxPackets(2), "a", "b", "c");
        begunAnewAfter(ConnectionStateRecovery.defaults().withMaxBytes(100), "x".repeat(100));
    }

    @Test
    void whoHasMissedMoreBytesThanMayWaitForItBeginsAnewBeforeAnyIsSent() {
        servers.close();
        servers = new TwoServers(
                ConnectionStateRecovery.defaults(),
                builder ->
                        builder.limits(EngineLimits.builder().queueBytes(2_000).build()));
        Memory memory = servers.lost();
        servers.first.io.emit("e", "x".repeat(1_000));
        servers.first.io.emit("e", new byte[1_000]);
        try (RawClient client = servers.second.session()) {
            TwoServers.assertAnew(client, memory);
        }
    }

    private void begunAnewAfter(ConnectionStateRecovery limits, String... events) {
        servers.close();
        servers = start(limits);
        Memory memory = servers.lost();
        for (String event : events) {
            servers.first.io.emit("e", event);
        }
        try (RawClient client = servers.second.session()) {
            TwoServers.assertAnew(client, memory);
        }
    }

    private static void other(StoreBus bus, UnaryOperator<KeptSocket> change) {
        bus.taking(real -> real.get().thenApply(taken -> taken.map(change)));
    }

    private static Set<String> rooms(int count) {
        return IntStream.range(0, count).mapToObj(i -> "r" + i).collect(Collectors.toSet());
    }

    private static KeptSocket kept(Set<String> rooms, String data) {
        return new KeptSocket("pid", "id", rooms, data.getBytes(StandardCharsets.UTF_8));
    }

    private static Payload payload(String json) {
        return new Payload(json.getBytes(StandardCharsets.UTF_8), List.of());
    }

    /** What no store may answer. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T absent() {
        return null;
    }
}
