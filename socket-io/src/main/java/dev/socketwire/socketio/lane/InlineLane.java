package dev.socketwire.socketio.lane;

/**
 * The caller's own thread, which is the event loop: no hand-off, and no listener may block. A task that hands in another one
 * sees it end first, as the reference server has it.
 */
final class InlineLane implements Lane {
    static final InlineLane INSTANCE = new InlineLane();

    private InlineLane() {}

    @Override
    public void run(Runnable task, long bytes) {
        GuardedTask.run(task);
    }

    /** What is kept is let go before the next packet is read. */
    @Override
    public void keep(long bytes) {}

    @Override
    public void letGo(long bytes) {}

    @Override
    public boolean isFull() {
        return false;
    }

    @Override
    public boolean isIdle() {
        return true;
    }
}
