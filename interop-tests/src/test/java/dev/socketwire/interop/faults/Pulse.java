package dev.socketwire.interop.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.interop.security.Client;
import dev.socketwire.interop.security.Poller;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client that does nothing but answer each ping when it comes, on a thread of its own. Any thread. */
final class Pulse implements AutoCloseable {
    /** Longer than any server of these tests stands still. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final AtomicInteger pings = new AtomicInteger();
    private final Runnable hangUp;
    private final Thread thread;
    private volatile boolean closing;
    private volatile @Nullable Throwable end;

    private Pulse(Runnable hangUp, Runnable beat) {
        this.hangUp = hangUp;
        this.thread = new Thread(() -> run(beat), "pulse");
        thread.setDaemon(true);
        thread.start();
    }

    static Pulse ofWebSocket(int port) {
        Client client = Client.open(port).join();
        client.ws().timeout(PATIENCE);
        return new Pulse(client::close, () -> {
            assertThat(client.readRaw()).isEqualTo("2");
            client.send("3");
        });
    }

    static Pulse ofPolling(int port) {
        Poller poller = Poller.open(port).join();
        poller.polls().timeout(PATIENCE);
        poller.posts().timeout(PATIENCE);
        return new Pulse(poller::close, () -> {
            assertThat(poller.poll()).isEqualTo("2");
            assertThat(poller.post("3").text()).isEqualTo("ok");
        });
    }

    /** How many pings were answered. */
    int pings() {
        return pings.get();
    }

    /** Why it has ended; null where it lives. */
    @Nullable
    Throwable end() {
        return end;
    }

    @Override
    public void close() {
        closing = true;
        hangUp.run();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void run(Runnable beat) {
        try {
            while (!closing) {
                beat.run();
                pings.incrementAndGet();
            }
        } catch (UncheckedIOException | AssertionError e) {
            end = e;
        }
    }
}
