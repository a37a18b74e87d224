package dev.socketwire.socketio;

import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Where listeners run. Ordered lanes by default: each socket has one, its listeners run one after the other and may block;
 * a slow one delays its own socket only.
 */
public final class Handlers {
    /**
     * Events of one socket that may wait before its client is not read any more: backpressure to that client alone. It is not
     * read either while what waits holds 4 MiB or more.
     */
    public static final int DEFAULT_INBOX = 1024;

    private final boolean isInline;
    private final Optional<Executor> executor;
    private final int inbox;

    private Handlers(boolean isInline, Optional<Executor> executor, int inbox) {
        this.isInline = isInline;
        this.executor = executor;
        this.inbox = inbox;
    }

    /** Ordered lanes on virtual threads, or on a pool of 256 threads before Java 21. */
    public static Handlers ordered() {
        return new Handlers(false, Optional.empty(), DEFAULT_INBOX);
    }

    /** Ordered lanes on an executor of the program. */
    public static Handlers ordered(Executor executor) {
        return new Handlers(false, Optional.of(executor), DEFAULT_INBOX);
    }

    /** The event loop itself: the fastest, for listeners that never block. One that does stalls every client of its loop. */
    public static Handlers inline() {
        return new Handlers(true, Optional.empty(), DEFAULT_INBOX);
    }

    /**
     * The same with another inbox. However many events it takes, it is full with 4 MiB, too.
     *
     * @param events the most events of one socket that may wait, at least 1; {@link #DEFAULT_INBOX} by default
     * @throws IllegalArgumentException where it is less than 1
     */
    public Handlers withInbox(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("inbox of " + events + " events must hold at least 1");
        }
        return new Handlers(isInline, executor, events);
    }

    /** Whether listeners run on the event loop. */
    public boolean isInline() {
        return isInline;
    }

    /** The program's executor. */
    public Optional<Executor> executor() {
        return executor;
    }

    /** The most events of one socket that may wait. */
    public int inbox() {
        return inbox;
    }
}
