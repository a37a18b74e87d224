package dev.socketwire.socketio.namespace;

import java.util.concurrent.atomic.AtomicLong;

/** Answers that listeners have promised by a stage and not given yet. Any thread. */
final class Promises {
    private volatile AtomicLong open = new AtomicLong();

    /** An answer is promised; to be run when it is given, or never will be. */
    Runnable made() {
        AtomicLong mine = open;
        mine.incrementAndGet();
        return mine::decrementAndGet;
    }

    /** How many of those made up to now are still open, whenever that is asked; those made later do not count. */
    AtomicLong upToNow() {
        AtomicLong old = open;
        open = new AtomicLong();
        return old;
    }
}
