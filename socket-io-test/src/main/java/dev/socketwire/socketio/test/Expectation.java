package dev.socketwire.socketio.test;

import java.time.Duration;
import java.util.function.Function;

/** Something that is to come: wait for it with {@link #within} or {@link #soon}. What came before counts. Any thread. */
public final class Expectation<T> {
    private final Function<Duration, T> wait;
    private final Duration patience;

    Expectation(Duration patience, Function<Duration, T> wait) {
        this.patience = patience;
        this.wait = wait;
    }

    /**
     * Waits, so long at most.
     *
     * @throws AssertionError where it does not come, with what came instead
     */
    public T within(Duration limit) {
        return wait.apply(limit);
    }

    /**
     * Waits for the patience of the client, 10 s by default.
     *
     * @throws AssertionError where it does not come, with what came instead
     */
    public T soon() {
        return wait.apply(patience);
    }
}
