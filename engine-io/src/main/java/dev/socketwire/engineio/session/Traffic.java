package dev.socketwire.engineio.session;

import dev.socketwire.engineio.TransportStats;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Packets and bytes of one loop, both ways. Written on that loop alone, so a count costs no more than a write; read by whoever
 * asks.
 */
public final class Traffic {
    private static final int SESSIONS = 0;
    private static final int PACKETS_IN = 1;
    private static final int PACKETS_OUT = 2;
    private static final int BYTES_IN = 3;
    private static final int BYTES_OUT = 4;

    private final AtomicLongArray counts = new AtomicLongArray(5);

    /** Nothing yet. */
    public Traffic() {}

    /** A packet has come. */
    public void in(long bytes) {
        add(PACKETS_IN, 1);
        add(BYTES_IN, bytes);
    }

    /** A packet has left. */
    public void out(long bytes) {
        out(1, bytes);
    }

    /** Packets have left. */
    public void out(int packets, long bytes) {
        add(PACKETS_OUT, packets);
        add(BYTES_OUT, bytes);
    }

    /** One more uses it. */
    void enter() {
        add(SESSIONS, 1);
    }

    /** One less does. */
    void leave() {
        add(SESSIONS, -1);
    }

    /** What was counted up to now. Any thread. */
    public TransportStats stats() {
        return new TransportStats(
                counts.getOpaque(SESSIONS),
                counts.getOpaque(PACKETS_IN),
                counts.getOpaque(PACKETS_OUT),
                counts.getOpaque(BYTES_IN),
                counts.getOpaque(BYTES_OUT));
    }

    private void add(int index, long more) {
        counts.setOpaque(index, counts.getPlain(index) + more);
    }
}
