package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.socketio.codec.Packet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one socket owes us, limited in number, with one timer for the earliest deadline. Each is taken out exactly
 * once: by its answer, by its deadline or by the end of the socket. Any thread registers; the rest is on the home loop.
 */
final class AckTable {
    static final int MAX_PENDING = 10_000;

    /** A request without an answer yet. */
    interface Pending {
        /** The answer has come; borrowed. */
        void answered(Packet ack);

        /** No answer came in time. */
        void timedOut();

        /** The socket has ended. */
        void disconnected();
    }

    private record Deadline(long at, long id) {}

    private final Scheduler home;

    // Guarded by this.
    private final Map<Long, Pending> pending = new HashMap<>(4);
    private final PriorityQueue<Deadline> deadlines = new PriorityQueue<>(4, Comparator.comparingLong(Deadline::at));
    private long nextId;
    private boolean closed;

    // Home loop only.
    private Scheduler.@Nullable Timer timer;
    private long timerAt;

    AckTable(Scheduler home) {
        this.home = home;
    }

    /**
     * Adds a request and answers its id; -1 where the socket has ended.
     *
     * @throws IllegalStateException where too many are pending
     */
    synchronized long register(Pending request) {
        if (closed) {
            return -1;
        }
        if (pending.size() >= MAX_PENDING) {
            throw new IllegalStateException(
                    pending.size() + " requests of this socket are unanswered, at most " + MAX_PENDING + " may be");
        }
        long id = nextId++;
        pending.put(id, request);
        return id;
    }

    /** The request was not sent after all. */
    synchronized void forget(long id) {
        pending.remove(id);
    }

    /** From now on the request has so much time. On the home loop. */
    void limit(long id, Duration time) {
        long at = home.nanoTime() + time.toNanos();
        synchronized (this) {
            if (!pending.containsKey(id)) {
                return;
            }
            deadlines.add(new Deadline(at, id));
        }
        if (timer == null || at - timerAt < 0) {
            arm(at);
        }
    }

    /** An answer has come: unknown ids, and those answered already, are nobody's business. On the home loop. */
    void answered(Packet ack) {
        Pending request = take(ack.ackId());
        if (request != null) {
            request.answered(ack);
        }
    }

    /** The socket has ended. On the home loop. */
    void close() {
        List<Pending> rest;
        synchronized (this) {
            closed = true;
            rest = new ArrayList<>(pending.values());
            pending.clear();
            deadlines.clear();
        }
        if (timer != null) {
            timer.cancel();
        }
        rest.forEach(Pending::disconnected);
    }

    private synchronized @Nullable Pending take(long id) {
        return pending.remove(id);
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
        long now = home.nanoTime();
        while (true) {
            Deadline first;
            Pending late = null;
            synchronized (this) {
                first = deadlines.peek();
                if (first == null) {
                    return;
                }
                if (first.at - now <= 0) {
                    deadlines.remove();
                    late = pending.remove(first.id);
                }
            }
            if (first.at - now > 0) {
                arm(first.at);
                return;
            }
            if (late != null) {
                late.timedOut();
            }
        }
    }
}
