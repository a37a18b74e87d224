package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.session.Scheduler;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The time and the turns of an event loop. */
final class LoopScheduler implements Scheduler {
    private final EventLoop loop;

    LoopScheduler(EventLoop loop) {
        this.loop = loop;
    }

    /** The monotonic clock, nanoseconds. */
    static long now() {
        return System.nanoTime();
    }

    /** The time of day, ms since the epoch. */
    static long epochMillis() {
        return System.currentTimeMillis();
    }

    EventLoop loop() {
        return loop;
    }

    @Override
    public long nanoTime() {
        return now();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Future<?> future = loop.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public boolean inLoop() {
        return loop.inEventLoop();
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }
}
