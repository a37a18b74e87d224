package dev.socketwire.socketio.namespace;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Answers that the client of one socket is promised, for as long as it is there: whoever has gone is owed nothing. Any thread. */
final class OwedAnswers {
    private final Promises promises;

    /** Guarded by itself. */
    private final Set<Owed> open = new HashSet<>(2);

    /** Guarded by those that are open. */
    private boolean over;

    OwedAnswers(Promises promises) {
        this.promises = promises;
    }

    /** An answer is promised; to be run when it is given, or never will be. */
    Runnable made() {
        Owed owed = new Owed(promises.made());
        synchronized (open) {
            if (!over) {
                open.add(owed);
                return owed;
            }
        }
        owed.promise.run();
        return () -> {};
    }

    /** The socket has ended. */
    void end() {
        List<Owed> rest;
        synchronized (open) {
            over = true;
            rest = List.copyOf(open);
            open.clear();
        }
        rest.forEach(owed -> owed.promise.run());
    }

    private final class Owed implements Runnable {
        private final Runnable promise;

        Owed(Runnable promise) {
            this.promise = promise;
        }

        @Override
        public void run() {
            boolean mine;
            synchronized (open) {
                mine = open.remove(this);
            }
            if (mine) {
                promise.run();
            }
        }
    }
}
