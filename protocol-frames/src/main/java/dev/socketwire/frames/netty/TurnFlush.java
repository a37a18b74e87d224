package dev.socketwire.frames.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flush for each connection and turn of an event loop: who has written asks for it, and one task at the end of the turn
 * flushes them all. What goes to many need not wait so long: the first such message of a turn is flushed while its members are
 * walked, when all that belongs to a member is at hand; only those that follow in the same turn are put together.
 */
final class TurnFlush implements Runnable {
    private static final FastThreadLocal<TurnFlush> OF_THIS_LOOP = new FastThreadLocal<>() {
        @Override
        protected TurnFlush initialValue() {
            return new TurnFlush();
        }
    };

    private List<FrameOutput> waiting = new ArrayList<>();
    private List<FrameOutput> flushing = new ArrayList<>();

    /** The first message to many in this turn. */
    private @Nullable Object first;

    /** Whether the end of this turn is waited for. */
    private boolean asked;

    private TurnFlush() {}

    /** Has a connection flushed at the end of this turn; it asks once for a turn. On the loop of the connection only. */
    static void ask(FrameOutput connection, EventExecutor loop) {
        TurnFlush flush = OF_THIS_LOOP.get();
        flush.waiting.add(connection);
        flush.awaitEnd(loop);
    }

    /** Whether a message to many is the first of this turn. */
    static boolean isFirst(Object message, EventExecutor loop) {
        TurnFlush flush = OF_THIS_LOOP.get();
        if (flush.first == null) {
            flush.first = message;
            flush.awaitEnd(loop);
        }
        return flush.first == message;
    }

    @Override
    public void run() {
        asked = false;
        first = null;
        List<FrameOutput> now = waiting;
        waiting = flushing;
        flushing = now;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).flushNow();
        }
        now.clear();
    }

    private void awaitEnd(EventExecutor loop) {
        if (!asked) {
            asked = true;
            loop.execute(this);
        }
    }
}
