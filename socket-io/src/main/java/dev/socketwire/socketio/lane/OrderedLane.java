package dev.socketwire.socketio.lane;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * The listeners of one socket on shared threads: at most one task of the lane runs at a time, and it has no thread while it
 * has no task. When the inbox is full, by the number of tasks or by what they keep, the client is not read until it is half
 * empty again. The lock is held for a few instructions, never while a task runs.
 */
final class OrderedLane implements Lane, Runnable {
    /** Tasks that one turn runs before others get the thread. */
    private static final int TURN = 64;

    private final Predicate<Runnable> start;
    private final int capacity;
    private final long maxBytes;
    private final Runnable onRoom;

    private record Waiting(Runnable task, long bytes) {}

    // Guarded by inbox.
    private final Queue<Waiting> inbox = new ArrayDeque<>(4);

    /** What the tasks in the inbox keep, and what is kept beside it. The task that runs does not count: it is one. */
    private long bytes;

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
     * @param maxBytes how many bytes may be kept before the lane says that it is full
     * @param onRoom run, on some thread, when a lane that was full has room again
     */
    OrderedLane(Predicate<Runnable> start, int capacity, long maxBytes, Runnable onRoom) {
        this.start = start;
        this.capacity = capacity;
        this.maxBytes = maxBytes;
        this.onRoom = onRoom;
    }

    @Override
    public void run(Runnable task, long itsBytes) {
        synchronized (inbox) {
            inbox.add(new Waiting(task, itsBytes));
            count(itsBytes);
            if (running) {
                return;
            }
            running = true;
        }
        takeTurn();
    }

    @Override
    public void keep(long more) {
        synchronized (inbox) {
            count(more);
        }
    }

    @Override
    public void letGo(long kept) {
        boolean room;
        synchronized (inbox) {
            bytes -= kept;
            room = takeRoom();
        }
        if (room) {
            GuardedTask.run(onRoom);
        }
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
            return !running && inbox.isEmpty() && bytes == 0;
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
            Waiting next;
            boolean room;
            synchronized (inbox) {
                next = inbox.poll();
                if (next == null) {
                    running = false;
                    taken = false;
                    return;
                }
                bytes -= next.bytes;
                room = takeRoom();
            }
            if (room) {
                GuardedTask.run(onRoom);
            }
            GuardedTask.run(next.task);
        }
        synchronized (inbox) {
            taken = false;
        }
        takeTurn();
    }

    /** With the lock. */
    private void count(long more) {
        bytes += more;
        full |= inbox.size() >= capacity || bytes >= maxBytes;
    }

    /** Whether a lane that was full is half empty now. With the lock. */
    private boolean takeRoom() {
        boolean room = full && inbox.size() <= capacity / 2 && bytes <= maxBytes / 2;
        full &= !room;
        return room;
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
