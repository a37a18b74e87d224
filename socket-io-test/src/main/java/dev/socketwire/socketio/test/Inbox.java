package dev.socketwire.socketio.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What has come to one client and was not asked for yet. Any thread. */
final class Inbox {
    private final String owner;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** Guarded by the lock. */
    private final List<ReceivedEvent> events = new ArrayList<>();

    /** Guarded by the lock; set once. */
    private @Nullable String end;

    Inbox(String owner) {
        this.owner = owner;
    }

    void add(ReceivedEvent event) {
        change(() -> events.add(event));
    }

    /** Nothing comes any more; the first reason counts. */
    void end(String reason) {
        change(() -> end = end == null ? reason : end);
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** What has come and nobody has asked for. */
    List<ReceivedEvent> all() {
        lock.lock();
        try {
            return List.copyOf(events);
        } finally {
            lock.unlock();
        }
    }

    boolean isEnded() {
        lock.lock();
        try {
            return end != null;
        } finally {
            lock.unlock();
        }
    }

    /** The first event of a name; those of other names stay. */
    ReceivedEvent take(String name, Duration limit) {
        return await("\"" + name + "\"", limit, true, () -> {
            for (int i = 0; i < events.size(); i++) {
                if (events.get(i).name().equals(name)) {
                    return events.remove(i);
                }
            }
            return null;
        });
    }

    String awaitEnd(Duration limit) {
        return await("disconnect", limit, false, () -> end);
    }

    private <T> T await(String what, Duration limit, boolean isOverAtTheEnd, Supplier<@Nullable T> search) {
        lock.lock();
        try {
            long left = limit.toNanos();
            for (T found = search.get(); ; found = search.get()) {
                if (found != null) {
                    return found;
                }
                if (left <= 0 || (isOverAtTheEnd && end != null)) {
                    throw new AssertionError(
                            "no " + what + " came to " + owner + " within " + limit.toMillis() + " ms; " + instead());
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + what, e);
        } finally {
            lock.unlock();
        }
    }

    /** With the lock. */
    private String instead() {
        String came = events.isEmpty()
                ? "nothing came"
                : "came instead: " + events.stream().map(Object::toString).collect(Collectors.joining(", "));
        return end == null ? came : came + "; then it was disconnected: " + end;
    }

    /**
     * What is said of an answer that does not come.
     *
     * @param time how long it was waited for, such as {@code " within 5 ms"}; empty where the end came first
     */
    AssertionError unanswered(String event, String time) {
        lock.lock();
        try {
            return new AssertionError("no answer to \"" + event + "\" came to " + owner + time + "; " + instead());
        } finally {
            lock.unlock();
        }
    }
}
