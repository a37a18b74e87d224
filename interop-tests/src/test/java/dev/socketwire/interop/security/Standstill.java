package dev.socketwire.interop.security;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The time in which this process got no turn, as a thread sees it that wants one every few milliseconds: whatever is late by that
 * much is not late by its own fault. Any thread.
 */
final class Standstill implements AutoCloseable {
    private static final long NAP = Duration.ofMillis(5).toNanos();

    /** What a machine with other work makes of a nap. */
    private static final long USUAL = Duration.ofMillis(25).toNanos();

    private final AtomicLong lost = new AtomicLong();
    private final Thread thread = new Thread(this::watch, "standstill");
    private volatile boolean over;

    private Standstill() {}

    static Standstill watched() {
        Standstill standstill = new Standstill();
        standstill.thread.setDaemon(true);
        standstill.thread.start();
        return standstill;
    }

    /** All of it so far. */
    Duration lost() {
        return Duration.ofNanos(lost.get());
    }

    @Override
    public void close() {
        over = true;
        LockSupport.unpark(thread);
    }

    private void watch() {
        Instant before = Instant.now();
        while (!over) {
            LockSupport.parkNanos(NAP);
            Instant now = Instant.now();
            long passed = Duration.between(before, now).toNanos();
            if (passed > USUAL) {
                lost.addAndGet(passed - NAP);
            }
            before = now;
        }
    }
}
