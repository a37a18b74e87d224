package dev.socketwire.engineio.session;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Time and turn of one event loop. An event loop in production, cranked by hand in tests. {@link #execute} may be called
 * from any thread and keeps the order of each caller, {@link #nanoTime} from any; the rest belongs to the loop.
 */
public interface Scheduler extends Executor {
    /** A monotonic clock, nanoseconds. */
    long nanoTime();

    /** Runs a task on this loop after a delay, unless it is cancelled before. */
    Timer after(Duration delay, Runnable task);

    /** Whether the caller is on this loop. */
    boolean inLoop();

    /** A pending task. */
    interface Timer {
        /** Forgets the task; no effect where it has run. */
        void cancel();
    }
}
