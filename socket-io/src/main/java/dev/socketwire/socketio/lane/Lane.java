package dev.socketwire.socketio.lane;

/**
 * Where the listeners of one socket run: one after the other, in the order of the calls to {@link #run}. Any thread may
 * call; what one thread hands in stays in its order.
 */
public interface Lane {
    /** Runs a task, once, after those that were handed in before. What it throws is logged and harms no other. */
    void run(Runnable task);

    /** Whether so many tasks wait that the client should not be read for now. */
    boolean isFull();

    /** Whether nothing runs and nothing waits. */
    boolean isIdle();
}
