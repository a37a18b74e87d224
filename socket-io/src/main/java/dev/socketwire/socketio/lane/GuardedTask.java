package dev.socketwire.socketio.lane;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what must not throw, and outlives it where it does. */
final class GuardedTask {
    private static final Logger log = LoggerFactory.getLogger(GuardedTask.class);

    private GuardedTask() {}

    static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("a task of a lane has thrown", e);
        }
    }
}
