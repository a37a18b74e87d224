package dev.socketwire.socketio.lane;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the lanes of one server. Any thread. */
public final class Lanes implements AutoCloseable {
    /** Threads where there are no virtual ones: so many listeners may block at a time. */
    public static final int POOL_THREADS = 256;

    private final @Nullable Executor executor;
    private final @Nullable ExecutorService owned;
    private final int capacity;

    private Lanes(@Nullable Executor executor, @Nullable ExecutorService owned, int capacity) {
        this.executor = executor;
        this.owned = owned;
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
        if (executor.isPresent()) {
            return new Lanes(executor.get(), null, capacity);
        }
        ExecutorService own = VirtualThreads.executor().orElseGet(Lanes::pool);
        return new Lanes(own, own, capacity);
    }

    /** A lane for one socket; see {@link OrderedLane}. */
    public Lane lane(Runnable onRoom) {
        return executor == null ? InlineLane.INSTANCE : new OrderedLane(executor, capacity, onRoom);
    }

    /** Threads for the lanes of an executor that does not take them; made when the first is needed. */
    static Executor spare() {
        return Spare.POOL;
    }

    /** Whether listeners run on the event loop. */
    public boolean isInline() {
        return executor == null;
    }

    /** Stops the threads that are the lanes' own; what they run is let end. */
    @Override
    public void close() {
        if (owned != null) {
            owned.shutdown();
        }
    }

    private static ExecutorService pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                POOL_THREADS,
                POOL_THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("socketwire-lane", true));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static final class Spare {
        static final Executor POOL = pool();
    }
}
