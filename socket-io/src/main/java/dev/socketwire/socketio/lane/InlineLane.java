package dev.socketwire.socketio.lane;

/** The caller's own thread, which is the event loop: no hand-off, and no listener may block. */
final class InlineLane implements Lane {
    static final InlineLane INSTANCE = new InlineLane();

    private InlineLane() {}

    @Override
    public void run(Runnable task) {
        task.run();
    }

    @Override
    public boolean isFull() {
        return false;
    }
}
