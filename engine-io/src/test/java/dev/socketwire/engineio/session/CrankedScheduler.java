package dev.socketwire.engineio.session;

import dev.socketwire.testkit.HandCrankedClock;
import java.time.Duration;

/** The loop of a test: it turns when the test says so. */
final class CrankedScheduler implements Scheduler {
    final HandCrankedClock clock = new HandCrankedClock();

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Runnable takeBack = clock.after(delay, task);
        return takeBack::run;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public void execute(Runnable task) {
        clock.execute(task);
    }
}
