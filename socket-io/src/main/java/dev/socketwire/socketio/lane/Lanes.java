package dev.socketwire.socketio.lane;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the lanes of one server, and runs what must not wait for a lane. Any thread. */
public final class Lanes implements AutoCloseable {
    /** Threads where there are no virtual ones: so many listeners may block at a time. */
    public static final int POOL_THREADS = 256;

    /** What the events of one socket may keep while they wait, before its client is not read any more. */
    public static final int INBOX_BYTES = 4 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private final @Nullable Predicate<Runnable> start;
    private final @Nullable Threads threads;
    private final int capacity;

    private Lanes(@Nullable Predicate<Runnable> start, @Nullable Threads threads, int capacity) {
        this.start = start;
        this.threads = threads;
        this.capacity = capacity;
    }

    /** Lanes that are the event loop itself. */
    public static Lanes inline() {
        return new Lanes(null, null, 0);
    }

    /**
     * Ordered lanes.
     *
     * @param executor the program's; empty: virtual threads where there are any, else a pool
     * @param capacity how many events of one socket may wait before its client is not read any more
     */
    public static Lanes ordered(Optional<Executor> executor, int capacity) {
        Threads threads = VirtualThreads.executor()
                .map(virtual -> new Threads(virtual, virtual, virtual, virtual::shutdown))
                .orElseGet(Lanes::platformThreads);
        Executor chosen = executor.orElse(threads.lanes);
        return new Lanes(turn -> start(chosen, spare(), turn), threads, capacity);
    }

    /** A lane for one socket; see {@link OrderedLane}. */
    public Lane lane(Runnable onRoom) {
        return start == null ? InlineLane.INSTANCE : new OrderedLane(start, capacity, INBOX_BYTES, onRoom);
    }

    /**
     * Runs what completes a request that was answered. On no lane and on no thread of the lanes: listeners that wait for
     * answers may hold all of these. On the loop itself where listeners run there.
     */
    public void answer(Runnable completion) {
        beside(threads == null ? null : threads.answers, completion);
    }

    /** The same for a request to many sockets, which ends on any thread: where listeners run on loops, on this one. */
    public void answer(Optional<? extends Executor> loop, Runnable completion) {
        // Where nobody has ever been on a loop a spare thread will do.
        beside(threads == null ? loop.<Executor>map(one -> one).orElseGet(Lanes::spare) : threads.answers, completion);
    }

    /**
     * Runs what completes a request that has failed. Not on the threads of {@link #answer} either: those who wait there,
     * one answer for another, are let go when their time is over.
     */
    public void failure(Runnable completion) {
        beside(threads == null ? null : threads.failures, completion);
    }

    /** Runs something on a spare thread, also where listeners run on the event loop: what a time that is over brings on. */
    public static void spare(Runnable task) {
        beside(spare(), task);
    }

    /** Whether listeners run on the event loop. */
    public boolean isInline() {
        return start == null;
    }

    /** Stops the threads that are the lanes' own; what they run is let end. */
    @Override
    public void close() {
        if (threads != null) {
            threads.shutdown.run();
        }
    }

    /** Has a task run by an executor, or else by a spare one: what waits has to end, it holds buffers. */
    static boolean start(Executor executor, Executor spare, Runnable task) {
        try {
            executor.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            log.debug("an executor takes nothing more: {}", e.getMessage());
        } catch (RuntimeException | Error e) {
            log.error("an executor has failed", e);
        }
        try {
            spare.execute(task);
            return true;
        } catch (RuntimeException | Error e) {
            log.error("there is no thread for what a client has sent", e);
            return false;
        }
    }

    private static void beside(@Nullable Executor executor, Runnable completion) {
        if (executor == null || !start(executor, spare(), () -> GuardedTask.run(completion))) {
            GuardedTask.run(completion);
        }
    }

    /** Threads for what an executor does not take; made when the first is needed. */
    private static ExecutorService spare() {
        return Spare.POOL;
    }

    private static Threads platformThreads() {
        LaneThreads lanes = new LaneThreads(Runtime.getRuntime().availableProcessors(), POOL_THREADS);
        ExecutorService answers = pool("socketwire-answer");
        return new Threads(lanes, answers, spare(), () -> {
            lanes.shutdown();
            answers.shutdown();
        });
    }

    private static ExecutorService pool(String name) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                POOL_THREADS,
                POOL_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory(name, true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Threads of our own. The pools have none until they are needed. */
    private record Threads(Executor lanes, Executor answers, Executor failures, Runnable shutdown) {}

    private static final class Spare {
        static final ExecutorService POOL = pool("socketwire-spare");
    }
}
