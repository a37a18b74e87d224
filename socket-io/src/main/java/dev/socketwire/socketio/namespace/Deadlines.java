package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Scheduler;
import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What has to happen in time on one loop: one queue, and one timer for its head. What is over before its time stays in the
 * queue until half of the queue is over, so that neither ending nor being late costs more than its share. Home loop only.
 */
final class Deadlines {
    /** Something with a deadline. */
    interface Waiting {
        /** The time has come; called at most once. */
        void overdue();

        /** Whether it does not wait any more. */
        boolean isOver();
    }

    /** So many may be over before anybody looks. */
    private static final int SLACK = 64;

    private record Deadline(long at, Waiting waiting) {}

    private final Scheduler home;
    private final PriorityQueue<Deadline> queue = new PriorityQueue<>(Deadlines::compare);
    private int over;
    private Scheduler.@Nullable Timer timer;
    private long timerAt;

    Deadlines(Scheduler home) {
        this.home = home;
    }

    /** From now on it has so much time. */
    void add(Waiting waiting, long nanos) {
        long at = home.nanoTime() + nanos;
        queue.add(new Deadline(at, waiting));
        if (timer == null || at - timerAt < 0) {
            arm(at);
        }
    }

    /** One of those that were added is over before its time. */
    void over() {
        over++;
        if (over > SLACK && over > queue.size() / 2) {
            queue.removeIf(deadline -> deadline.waiting.isOver());
            over = 0;
        }
    }

    int size() {
        return queue.size();
    }

    /** The clock may begin anywhere, so only differences count. */
    private static int compare(Deadline a, Deadline b) {
        return Long.signum(a.at - b.at);
    }

    private void arm(long at) {
        if (timer != null) {
            timer.cancel();
        }
        timerAt = at;
        timer = home.after(Duration.ofNanos(Math.max(0, at - home.nanoTime())), this::fire);
    }

    private void fire() {
        timer = null;
        try {
            tellUntil(home.nanoTime());
        } finally {
            // Whatever one of them does, the others keep their time.
            Deadline first = queue.peek();
            if (first != null && (timer == null || first.at - timerAt < 0)) {
                arm(first.at);
            }
        }
    }

    private void tellUntil(long now) {
        Deadline first = queue.peek();
        while (first != null && (first.at - now <= 0 || first.waiting.isOver())) {
            queue.remove();
            if (first.waiting.isOver()) {
                over = Math.max(0, over - 1);
            } else {
                first.waiting.overdue();
            }
            first = queue.peek();
        }
    }
}
