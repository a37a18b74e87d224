package dev.socketwire.socketio.lane;

/**
 * Where the listeners of one socket run: one after the other, in the order of the calls to {@link #run}. Any thread may
 * call; what one thread hands in stays in its order.
 */
public interface Lane {
    /**
     * Runs a task, once, after those that were handed in before. What it throws is logged and harms no other.
     *
     * @param bytes what the task keeps while it waits
     */
    void run(Runnable task, long bytes);

    /** Runs a task that keeps next to nothing while it waits. */
    default void run(Runnable task) {
        run(task, 0);
    }

    /** So many bytes of the client are kept beside the lane, until they are let go. */
    void keep(long bytes);

    /** So many bytes are kept no longer. */
    void letGo(long bytes);

    /** Whether so much waits that the client should not be read for now. */
    boolean isFull();

    /** Whether nothing runs, nothing waits, and nothing is kept. */
    boolean isIdle();
}
