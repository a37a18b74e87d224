package dev.socketwire.interop.soak;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Many clients at a time, each on its own thread, some of them over lines with faults. */
final class Crowd {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Of a hundred clients so many come straight. */
    private static final int HEALTHY = 70;

    private final int port;
    private final FaultyLines lines;
    private final Tally tally;
    private final CountDownLatch over = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();

    Crowd(int port, FaultyLines lines, Tally tally) {
        this.port = port;
        this.lines = lines;
        this.tally = tally;
    }

    /** They come within some seconds. */
    void come(int clients, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < clients; i++) {
            Thread thread = new Thread(null, new Guest(this, i, random.split()), "guest " + i, 256 * 1024);
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((guest, e) -> tally.surprise(guest.getName() + " died: " + e));
            threads.add(thread);
            thread.start();
        }
    }

    /** Nobody comes any more. */
    void close() {
        over.countDown();
    }

    /** All have left, each as soon as it could. */
    void leave() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join(PATIENCE.plusSeconds(30).toMillis());
            if (thread.isAlive()) {
                throw new AssertionError(thread.getName() + " does not end");
            }
        }
    }

    boolean isOver() {
        return over.getCount() == 0;
    }

    Tally tally() {
        return tally;
    }

    /** The way of the next client. */
    Place place(SplittableRandom random) {
        return random.nextInt(100) < HEALTHY ? new Place(port, true, PATIENCE) : lines.any(random);
    }

    /** Waits so long, or until all leave; whether they do. */
    boolean pause(SplittableRandom random, int leastMillis, int mostMillis) {
        try {
            return over.await(random.nextInt(leastMillis, mostMillis), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
