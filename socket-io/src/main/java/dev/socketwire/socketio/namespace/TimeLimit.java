package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.lane.Lanes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The time that something may take. What its end brings on runs on a spare thread of ours: the JDK has one thread for all limits
 * of a process, which must not be held up by whatever hangs on one of them. Any thread.
 */
final class TimeLimit {
    private TimeLimit() {}

    /**
     * Has something run when the time is over, unless what is awaited has completed by then.
     *
     * @param awaited may be completed by what runs
     */
    static void set(CompletableFuture<?> awaited, Duration limit, Runnable overdue) {
        CompletableFuture<Void> timer = new CompletableFuture<>();
        timer.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((nothing, late) -> {
            if (late != null) {
                Lanes.spare(overdue);
            }
        });
        awaited.whenComplete((value, failure) -> timer.complete(null));
    }
}
