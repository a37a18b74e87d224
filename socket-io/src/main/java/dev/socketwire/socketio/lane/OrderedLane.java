package dev.socketwire.socketio.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The listeners of one socket on shared threads: at most one task of the lane runs at a time, and it has no thread while it
 * has no task. When the inbox is full the client is not read until it is half empty again. The lock is held for a few
 * instructions, never while a task runs.
 */
final class OrderedLane implements Lane, Runnable {
    /** Tasks that one turn runs before others get the thread. */
    private static final int TURN = 64;

    private final Predicate<Runnable> start;
    private final int capacity;
    private final Runnable onRoom;

    // Guarded by inbox.
    private final Queue<Runnable> inbox = new ArrayDeque<>(4);
    /** A turn is asked for, or taken. */
    private boolean running;

    /** A turn is taken. An executor that fails may have kept the turn all the same, and then there are two of them. */
    private boolean taken;

    private boolean full;

    /**
     * A lane.
     *
     * @param start has a turn run by some thread; false where there is none
     * @param capacity how many tasks may wait before the lane says that it is full
     * @param onRoom run, on some thread, when a lane that was full has room again
     */
    OrderedLane(Predicate<Runnable> start, int capacity, Runnable onRoom) {
        this.start = start;
        this.capacity = capacity;
        this.onRoom = onRoom;
    }

    @Override
    public void run(Runnable task) {
        synchronized (inbox) {
            inbox.add(task);
            full |= inbox.size() >= capacity;
            if (running) {
                return;
            }
            running = true;
        }
        takeTurn();
    }

    @Override
    public boolean isFull() {
        synchronized (inbox) {
            return full;
        }
    }

    @Override
    public boolean isIdle() {
        synchronized (inbox) {
            return !running && inbox.isEmpty();
        }
    }

    @Override
    public void run() {
        synchronized (inbox) {
            if (taken) {
                return;
            }
            taken = true;
        }
        for (int i = 0; i < TURN; i++) {
            Runnable task;
            boolean room;
            synchronized (inbox) {
                task = inbox.poll();
                if (task == null) {
                    running = false;
                    taken = false;
                    return;
                }
                room = full && inbox.size() <= capacity / 2;
                full &= !room;
            }
            if (room) {
                GuardedTask.run(onRoom);
            }
            GuardedTask.run(task);
        }
        synchronized (inbox) {
            taken = false;
        }
        takeTurn();
    }

    private void takeTurn() {
        if (!start.test(this)) {
            // Nobody will come: the next task asks again.
            synchronized (inbox) {
                running = false;
            }
        }
    }
}
