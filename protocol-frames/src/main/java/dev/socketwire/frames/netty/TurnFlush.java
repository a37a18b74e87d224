package dev.socketwire.frames.netty;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayList;
import java.util.List;

/**
 * One flush for each connection and turn of an event loop: who has written asks for it, and one task at the end of the turn
 * flushes them all. A broadcast to a thousand members is a thousand flushes of one task, not a thousand tasks.
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

    private TurnFlush() {}

    /** Has a connection flushed at the end of this turn; it asks once for a turn. On the loop of the connection only. */
    static void ask(FrameOutput connection, EventExecutor loop) {
        TurnFlush flush = OF_THIS_LOOP.get();
        flush.waiting.add(connection);
        if (flush.waiting.size() == 1) {
            loop.execute(flush);
        }
    }

    @Override
    public void run() {
        List<FrameOutput> now = waiting;
        waiting = flushing;
        flushing = now;
        for (int i = 0; i < now.size(); i++) {
            now.get(i).flushNow();
        }
        now.clear();
    }
}
