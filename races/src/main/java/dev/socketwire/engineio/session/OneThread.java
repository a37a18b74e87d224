package dev.socketwire.engineio.session;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** A loop without time: the thread that says so is on it, and runs what others have posted when it turns. */
public final class OneThread implements Scheduler {
    private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
    private volatile @Nullable Thread thread;

    /** Nobody is on it yet. */
    public OneThread() {}

    /** From now on the caller is the loop, until somebody else is. */
    public void enter() {
        thread = Thread.currentThread();
    }

    /** Nobody is on it any more. Who makes what a race begins with may be one of its threads later. */
    public void leave() {
        thread = null;
    }

    /** Runs what was posted. */
    public void turn() {
        for (Runnable task = posted.poll(); task != null; task = posted.poll()) {
            task.run();
        }
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        return () -> {};
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void execute(Runnable task) {
        posted.add(task);
    }
}
