package dev.socketwire.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What reading an input may cost: bytes that this thread allocates, and bytes of the input that are looked at, as often as they
 * are. Both are counted, nothing is timed.
 *
 * @param allocated the most bytes
 * @param steps the most looks
 */
record Cost(long allocated, long steps) {
    /** What may be needed for an input of no length: parsers and their tables. */
    private static final long LEAST_ALLOCATED = 64 * 1024;

    private static final long LEAST_STEPS = 64;

    /** What is made once, with the first input of a kind, does not count: who costs too much does so again. */
    private static final int TRIES = 3;

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    /** A cost that grows with the length of the input. */
    static Cost linear(int length, int allocatedForEach, int stepsForEach) {
        return new Cost(LEAST_ALLOCATED + (long) allocatedForEach * length, LEAST_STEPS + (long) stepsForEach * length);
    }

    /** Runs what reads the input, and fails where that costs more. */
    void check(Runnable reading) {
        Cost spent = measured(reading);
        for (int tries = 1; tries < TRIES && exceededBy(spent); tries++) {
            spent = measured(reading);
        }
        if (exceededBy(spent)) {
            throw new AssertionError("cost " + spent + ", may be " + this);
        }
    }

    private boolean exceededBy(Cost spent) {
        return spent.allocated > allocated || spent.steps > steps;
    }

    private static Cost measured(Runnable reading) {
        Steps.reset();
        long before = THREADS.getCurrentThreadAllocatedBytes();
        reading.run();
        return new Cost(THREADS.getCurrentThreadAllocatedBytes() - before, Steps.taken());
    }
}
