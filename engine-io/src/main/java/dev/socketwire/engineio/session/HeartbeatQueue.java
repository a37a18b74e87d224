package dev.socketwire.engineio.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeats of one loop. Every session waits either for the time of its next ping or for a pong; all of a kind wait
 * equally long, so each kind is a list in the order of its deadlines, and one timer serves both. A session is its own link of
 * the list: a heartbeat allocates nothing. Home loop only.
 */
final class HeartbeatQueue {
    private final Scheduler scheduler;
    private final Line pings;
    private final Line pongs;
    private Scheduler.@Nullable Timer timer;
    private long timerAt;
    private boolean firing;

    HeartbeatQueue(Scheduler scheduler, Duration pingInterval, Duration pingTimeout) {
        this.scheduler = scheduler;
        pings = new Line(pingInterval.toNanos());
        pongs = new Line(pingTimeout.toNanos());
    }

    /** A member of the queue. */
    abstract static class Entry {
        private @Nullable Line line;
        private @Nullable Entry previous;
        private @Nullable Entry next;
        private long deadline;

        /** The time of a ping has come. */
        abstract void onPingDue();

        /** The time for a pong is over. */
        abstract void onPongOverdue();

        /** Whether a pong is awaited. */
        final boolean awaitsPong(HeartbeatQueue queue) {
            return line == queue.pongs;
        }
    }

    /** The next ping is due after the interval. */
    void awaitPing(Entry entry) {
        move(entry, pings);
    }

    /** A pong has to come within the timeout. */
    void awaitPong(Entry entry) {
        move(entry, pongs);
    }

    /** No heartbeat any more. */
    void remove(Entry entry) {
        if (entry.line != null) {
            entry.line.unlink(entry);
        }
    }

    private void move(Entry entry, Line line) {
        remove(entry);
        entry.deadline = scheduler.nanoTime() + line.delay;
        line.append(entry);
        if (!firing && (timer == null || entry.deadline - timerAt < 0)) {
            arm(entry.deadline);
        }
    }

    private void arm(long at) {
        if (timer != null) {
            timer.cancel();
        }
        timerAt = at;
        timer = scheduler.after(Duration.ofNanos(Math.max(0, at - scheduler.nanoTime())), this::fire);
    }

    private void fire() {
        timer = null;
        firing = true;
        try {
            tellDue(scheduler.nanoTime());
        } finally {
            firing = false;
            Entry first = earlier(pings.head, pongs.head);
            if (first != null) {
                arm(first.deadline);
            }
        }
    }

    private void tellDue(long now) {
        for (Entry due = pongs.due(now); due != null; due = pongs.due(now)) {
            pongs.unlink(due);
            due.onPongOverdue();
        }
        for (Entry due = pings.due(now); due != null; due = pings.due(now)) {
            pings.unlink(due);
            due.onPingDue();
        }
    }

    private static @Nullable Entry earlier(@Nullable Entry a, @Nullable Entry b) {
        if (a == null || b == null) {
            return a == null ? b : a;
        }
        return a.deadline - b.deadline <= 0 ? a : b;
    }

    /** Entries that all wait equally long, the earliest deadline first. */
    private static final class Line {
        private final long delay;
        private @Nullable Entry head;
        private @Nullable Entry tail;

        Line(long delay) {
            this.delay = delay;
        }

        @Nullable
        Entry due(long now) {
            return head != null && head.deadline - now <= 0 ? head : null;
        }

        void append(Entry entry) {
            entry.line = this;
            entry.previous = tail;
            if (tail == null) {
                head = entry;
            } else {
                tail.next = entry;
            }
            tail = entry;
        }

        void unlink(Entry entry) {
            Entry before = entry.previous;
            Entry after = entry.next;
            if (before == null) {
                head = after;
            } else {
                before.next = after;
            }
            if (after == null) {
                tail = before;
            } else {
                after.previous = before;
            }
            entry.line = null;
            entry.previous = null;
            entry.next = null;
        }
    }
}
