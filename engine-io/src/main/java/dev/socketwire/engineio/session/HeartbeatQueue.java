package dev.socketwire.engineio.session;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The heartbeats of one loop. Every session waits for the time of its next ping, for a pong, or for a ping of its client; all
 * of a kind wait equally long, so each kind is a list in the order of its deadlines, and one timer serves all. A session is
 * its own link of the list: a heartbeat allocates nothing. Home loop only.
 */
final class HeartbeatQueue {
    /** So late no timer fires while its loop runs: the process stood still, and what clients sent meanwhile is not read yet. */
    private static final long STANDSTILL = Duration.ofMillis(100).toNanos();

    /** The time to read it; other loops have to as well. */
    private static final long GRACE = Duration.ofSeconds(1).toNanos();

    private final Scheduler scheduler;
    private final Line pings;
    private final Line pongs;
    private final Line clients;
    private Scheduler.@Nullable Timer timer;
    private long timerAt;
    private boolean firing;

    /** Whether nobody is blamed for the time being, and how long. It is not begun anew meanwhile: a loop may be late all the time. */
    private boolean sparing;

    private long sparedUntil;

    HeartbeatQueue(Scheduler scheduler, Duration pingInterval, Duration pingTimeout) {
        this.scheduler = scheduler;
        pings = new Line(pingInterval.toNanos());
        pongs = new Line(pingTimeout.toNanos());
        clients = new Line(pingInterval.plus(pingTimeout).toNanos());
    }

    /** A member of the queue. */
    abstract static class Entry {
        private @Nullable Line line;
        private @Nullable Entry previous;
        private @Nullable Entry next;
        private long deadline;

        /** The time of a ping has come. */
        abstract void onPingDue();

        /** The time for what the client has to send is over. */
        abstract void onOverdue();

        /** Whether something is awaited from the client. */
        final boolean awaitsClient(HeartbeatQueue queue) {
            return line == queue.pongs || line == queue.clients;
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

    /** A ping of the client has to come within interval and timeout. */
    void awaitClient(Entry entry) {
        move(entry, clients);
    }

    /** What is awaited has its whole time once more. */
    void awaitAgain(Entry entry) {
        if (entry.line != null) {
            move(entry, entry.line);
        }
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
        long now = scheduler.nanoTime();
        if (sparing) {
            sparing = now - sparedUntil < 0;
        } else if (now - timerAt > STANDSTILL) {
            sparing = true;
            sparedUntil = now + GRACE;
        }
        timer = null;
        firing = true;
        try {
            tellDue(now);
        } finally {
            firing = false;
            Entry first = earlier(earlier(pings.head, pongs.head), clients.head);
            if (first != null) {
                arm(sparing && first.deadline - sparedUntil < 0 ? sparedUntil : first.deadline);
            }
        }
    }

    private void tellDue(long now) {
        if (!sparing) {
            tellOverdue(pongs, now);
            tellOverdue(clients, now);
        }
        for (Entry due = pings.due(now); due != null; due = pings.due(now)) {
            pings.unlink(due);
            due.onPingDue();
        }
    }

    private static void tellOverdue(Line line, long now) {
        for (Entry due = line.due(now); due != null; due = line.due(now)) {
            line.unlink(due);
            due.onOverdue();
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
