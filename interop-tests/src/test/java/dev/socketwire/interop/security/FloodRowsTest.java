package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.SocketRefusal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Row M9: events as fast as one client can send them. */
class FloodRowsTest {
    private static final int EVENTS = 100_000;
    private static final int ECHOES = 300;

    /** Whether the times of others are held against the server: on a machine of its own. */
    private static final boolean QUIET = Boolean.getBoolean("security.quiet");

    @RegisterExtension
    final Siege siege = new Siege();

    private final List<Integer> handled = new ArrayList<>(EVENTS);

    @Test
    @Row("M9")
    void aFloodOfEventsIsHandledInOrderAndOthersHardlyNotice() {
        SocketIoServer io = siege.io();
        siege.onConnection(socket -> socket.on("n", Integer.class, n -> {
            handled.add(n);
            if (n % 200 == 0) {
                LockSupport.parkNanos(2_000_000);
            }
        }));
        Client fast = siege.client();
        fast.ws().timeout(Duration.ofSeconds(90));
        List<String> events =
                IntStream.range(0, EVENTS).mapToObj(n -> "42[\"n\"," + n + "]").toList();
        // Once for the compiler.
        echoes(ECHOES);
        Duration before = echoes(ECHOES);
        long heap = Heap.used();
        CompletableFuture<Void> flood =
                CompletableFuture.runAsync(() -> fast.ws().sendTexts(events));
        Duration meanwhile = echoes(ECHOES);
        flood.join();
        fast.echo("all handled");
        assertThat(handled).hasSize(EVENTS).isSorted();
        handled.clear();
        assertThat(Heap.used() - heap).isLessThan(8_000_000);
        assertThat(io.stats().refused(SocketRefusal.READING_PAUSED)).isPositive();
        System.out.println("99 of 100 echoes within " + before + ", and within " + meanwhile + " beside a flood");
        if (QUIET) {
            assertThat(meanwhile).isLessThan(before.multipliedBy(6).dividedBy(5));
        }
    }

    /** The time within which 99 of 100 echoes of the well-behaved client come. */
    private Duration echoes(int count) {
        List<Duration> times = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Instant asked = Instant.now();
            siege.assertOthersAreServed("echo " + i);
            times.add(Duration.between(asked, Instant.now()));
        }
        return times.stream().sorted().toList().get(count * 99 / 100);
    }
}
