package dev.socketwire.socketio.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * The listeners of one socket on a shared executor: at most one task of the lane runs at a time, and it has no thread while it
 * has no task. When the inbox is full the client is not read until it is half empty again. The lock is held for a few
 * instructions, never while a task runs.
 */
final class OrderedLane implements Lane, Runnable {
    /** Tasks that one turn runs before others get the thread. */
    private static final int TURN = 64;

    private final Executor executor;
    private final int capacity;
    private final Runnable onRoom;

    // Guarded by inbox.
    private final Queue<Runnable> inbox = new ArrayDeque<>(4);
    private boolean running;
    private boolean full;

    /**
     * A lane.
     *
     * @param capacity how many tasks may wait before the lane says that it is full
     * @param onRoom run, on some thread, when a lane that was full has room again
     */
    OrderedLane(Executor executor, int capacity, Runnable onRoom) {
        this.executor = executor;
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
    public void run() {
        for (int i = 0; i < TURN; i++) {
            Runnable task;
            boolean room;
            synchronized (inbox) {
                task = inbox.poll();
                if (task == null) {
                    running = false;
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
        takeTurn();
    }

    private void takeTurn() {
        try {
            executor.execute(this);
        } catch (RejectedExecutionException e) {
            // The executor is full or has stopped; what waits here has to end all the same: it holds buffers.
            Lanes.spare().execute(this);
        }
    }
}
