package dev.socketwire.socketio.namespace;

import java.util.concurrent.atomic.AtomicLong;

/** Answers that are owed to clients: by a stage that a listener has returned, or to a CONNECT. Any thread. */
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
