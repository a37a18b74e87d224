package dev.socketwire.engineio.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The next thing that a connection is waited for. One timer serves all of them: it looks again where the deadline has moved
 * on, and is made anew only for one that comes earlier. On the loop of the channel only.
 */
final class Deadline {
    private final EventExecutor loop;
    private final Runnable over;
    private @Nullable Future<?> timer;
    private long timerAt;
    private long at;
    private boolean set;

    /** A deadline that is not set yet, and what to do when it is over. */
    Deadline(EventExecutor loop, Runnable over) {
        this.loop = loop;
        this.over = over;
    }

    /** So much time from now on; what was set before is forgotten. */
    void in(Duration time) {
        set = true;
        at = LoopScheduler.now() + time.toNanos();
        if (timer == null || at - timerAt < 0) {
            arm();
        }
    }

    /** Any time. */
    void never() {
        set = false;
    }

    /** For good: the connection is no longer ours to watch. */
    void stop() {
        set = false;
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void arm() {
        if (timer != null) {
            timer.cancel(false);
        }
        timerAt = at;
        timer = loop.schedule(this::look, Math.max(0, at - LoopScheduler.now()), TimeUnit.NANOSECONDS);
    }

    private void look() {
        timer = null;
        if (set && at - LoopScheduler.now() > 0) {
            arm();
        } else if (set) {
            set = false;
            over.run();
        }
    }
}
