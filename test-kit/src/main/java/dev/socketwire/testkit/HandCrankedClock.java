package dev.socketwire.testkit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Time that stands still until a test moves it, and the tasks that wait for it. Belongs to one thread. Stands behind
 * whatever interface of time the code under test has.
 */
public final class HandCrankedClock {
    private final PriorityQueue<Task> later =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::number));
    private final Queue<Runnable> now = new ArrayDeque<>();
    private long nanos;
    private long count;

    /** Nanoseconds since the clock was made. */
    public long nanoTime() {
        return nanos;
    }

    /** Runs a task at the next turn of the crank, in the order of the calls. */
    public void execute(Runnable task) {
        now.add(task);
    }

    /** Runs a task when the time has come; the result takes it back. */
    public Runnable after(Duration delay, Runnable task) {
        Task waiting = new Task(nanos + delay.toNanos(), count++, task);
        later.add(waiting);
        return () -> later.remove(waiting);
    }

    /** How many tasks wait for their time: timers that nobody took back. */
    public int waiting() {
        return later.size();
    }

    /** Runs what is to be run now, and what that brings on, without moving the time. */
    public void turn() {
        for (Runnable task = now.poll(); task != null; task = now.poll()) {
            task.run();
        }
    }

    /** Moves the time and runs nothing: whoever turns the crank stood still. What is overdue runs with the next {@link #advance}. */
    public void standStill(Duration time) {
        nanos += time.toNanos();
    }

    /** Moves the time and runs what falls due on the way, each at its time, in order. */
    public void advance(Duration by) {
        turn();
        long end = nanos + by.toNanos();
        for (Task next = later.peek(); next != null && next.due() <= end; next = later.peek()) {
            later.remove(next);
            nanos = Math.max(nanos, next.due());
            next.work().run();
            turn();
        }
        nanos = end;
    }

    private record Task(long due, long number, Runnable work) {}
}
