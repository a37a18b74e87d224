package dev.socketwire.socketio.lane;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Threads for lanes where there are no virtual ones. As many work as there are processors: each takes one task after the other,
 * and nobody changes from thread to thread for a listener that is done in a microsecond. While listeners block, others take
 * their place, up to a limit. Any thread.
 */
final class LaneThreads implements Executor {
    private static final Logger log = LoggerFactory.getLogger(LaneThreads.class);

    /** How often it is looked whether workers are stuck. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** A worker that seems to run, but ends no task for so many looks, may wait for a disk or a network. */
    private static final int PATIENCE = 5;

    /** After so many looks in which nothing was to be done nobody looks any more. */
    private static final int IDLE_LOOKS = 50;

    private final int processors;
    private final int most;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Worker> working = new CopyOnWriteArrayList<>();
    private final Executor threads;
    private final Thread watch;

    /** Workers, those included that are about to begin or to end. */
    private final AtomicInteger workers = new AtomicInteger();

    /** So many may work; more than processors where some are stuck. */
    private volatile int wanted;

    private volatile boolean watching;
    private volatile boolean closed;

    /**
     * No thread runs before there is a task.
     *
     * @param processors how many workers there are while none is stuck
     * @param most how many there are at most
     */
    LaneThreads(int processors, int most) {
        this(
                processors,
                most,
                new ThreadPoolExecutor(
                        0,
                        Integer.MAX_VALUE,
                        10,
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        new DefaultThreadFactory("socketwire-lane", true)));
    }

    /** With threads of somebody else: one for each worker, at once. */
    LaneThreads(int processors, int most, Executor threads) {
        this.processors = processors;
        this.wanted = processors;
        this.most = most;
        this.threads = threads;
        watch = new DefaultThreadFactory("socketwire-lane-watch", true).newThread(this::watch);
    }

    /**
     * Runs a task, in the order of coming as far as it begins.
     *
     * @throws RejectedExecutionException where it was closed
     */
    @Override
    public void execute(Runnable task) {
        if (closed) {
            throw new RejectedExecutionException("lanes are closed");
        }
        tasks.add(task);
        boolean started = false;
        try {
            started = startWorker();
        } finally {
            if (!started && !watching) {
                watchAgain();
            }
        }
    }

    /** Takes no more tasks; those that wait are run. */
    void shutdown() {
        closed = true;
        LockSupport.unpark(watch);
    }

    /** One more worker, where it may be; false where there are enough. */
    private boolean startWorker() {
        int now = workers.get();
        while (now < Math.min(wanted, most)) {
            if (workers.compareAndSet(now, now + 1)) {
                try {
                    threads.execute(new Worker());
                    return true;
                } catch (RuntimeException | Error e) {
                    // No memory for a thread, say: the workers that are there go on.
                    workers.decrementAndGet();
                    if (now == 0) {
                        throw e;
                    }
                    return false;
                }
            }
            now = workers.get();
        }
        return false;
    }

    private synchronized void watchAgain() {
        if (!watching) {
            watching = true;
            if (watch.getState() != Thread.State.NEW) {
                LockSupport.unpark(watch);
                return;
            }
            try {
                watch.start();
            } catch (RuntimeException | Error e) {
                // No memory for this thread either: the next task that no worker is started for tries again.
                watching = false;
                log.error("there is no thread that watches lanes", e);
            }
        }
    }

    private void watch() {
        int idle = 0;
        boolean failing = false;
        while (!closed || !tasks.isEmpty()) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            try {
                look();
                failing = false;
            } catch (RuntimeException | Error e) {
                // The next look may find memory for a thread; without the watch nobody would look any more.
                if (!failing) {
                    log.error("there is no thread for a lane", e);
                }
                failing = true;
            }
            idle = tasks.isEmpty() ? idle + 1 : 0;
            if (idle > IDLE_LOOKS) {
                idle = 0;
                rest();
            }
        }
    }

    /** Until there is a task again that no worker is started for. */
    private void rest() {
        watching = false;
        while (!watching && tasks.isEmpty() && !closed) {
            LockSupport.park(this);
        }
        watching = true;
    }

    /** For each worker that is stuck two may work: so their number doubles as long as all of them are. */
    private void look() {
        int stuck = 0;
        for (Worker worker : working) {
            stuck += worker.isStuck() ? 1 : 0;
        }
        wanted = processors + 2 * stuck;
        for (int waiting = tasks.isEmpty() ? 0 : wanted; waiting > 0 && startWorker(); waiting--) {
            // Until there are as many as are wanted.
        }
    }

    /** Takes tasks until there are none, or until there are too many workers. */
    private final class Worker implements Runnable {
        private volatile @Nullable Thread thread;

        /** Written by its thread alone. */
        private final AtomicInteger done = new AtomicInteger();

        // Of the watch.
        private int seen = -1;
        private int looks;

        @Override
        public void run() {
            thread = Thread.currentThread();
            working.add(this);
            try {
                work();
            } finally {
                working.remove(this);
            }
        }

        private void work() {
            while (true) {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    GuardedTask.run(task);
                    done.lazySet(done.get() + 1);
                    if (workers.get() > wanted && !tasks.isEmpty() && ends()) {
                        return;
                    }
                }
                workers.decrementAndGet();
                // One that came just now may have seen this worker and started none.
                if (tasks.isEmpty() || !takePlace()) {
                    return;
                }
            }
        }

        /** Whether this worker is one too many; others go on with the tasks. */
        private boolean ends() {
            int now = workers.get();
            return now > wanted && workers.compareAndSet(now, now - 1);
        }

        private boolean takePlace() {
            int now = workers.get();
            return now < Math.min(wanted, most) && (workers.compareAndSet(now, now + 1) || takePlace());
        }

        /** Whether it has ended no task since the last look. On the watch. */
        private boolean isStuck() {
            Thread runs = thread;
            int now = done.get();
            looks = now == seen ? looks + 1 : 0;
            seen = now;
            return looks > 0 && (looks >= PATIENCE || (runs != null && runs.getState() != Thread.State.RUNNABLE));
        }
    }
}
