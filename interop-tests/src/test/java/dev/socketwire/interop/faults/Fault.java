package dev.socketwire.interop.faults;

import dev.socketwire.testkit.LineFaults;
import java.time.Duration;

/** What may go wrong on a line. */
enum Fault {
    LATENCY,
    JITTER,
    SEGMENTS,
    BANDWIDTH,
    BLACK_HOLE,
    RESET,
    HALF_CLOSE;

    /** Whether everything arrives nevertheless. */
    boolean isHarmless() {
        return compareTo(BLACK_HOLE) < 0;
    }

    void befall(LineFaults direction) {
        switch (this) {
            case LATENCY -> direction.latency(Duration.ofMillis(40));
            case JITTER -> direction.jitter(Duration.ofMillis(30));
            case SEGMENTS -> direction.segments(1);
            case BANDWIDTH -> direction.bandwidth(30_000);
            case BLACK_HOLE -> direction.blackHole(true);
            case RESET -> direction.reset();
            case HALF_CLOSE -> direction.halfClose();
        }
    }
}
