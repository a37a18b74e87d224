package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.TransportName;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What one loop counts of its sessions. Written on that loop alone, read by whoever asks. */
final class LoopCounters {
    private static final int QUEUED_PACKETS = 0;
    private static final int QUEUED_BYTES = 1;
    private static final int DROPPED = 2;

    private final Traffic polling = new Traffic();
    private final Traffic webSocket = new Traffic();
    private final AtomicLongArray counts = new AtomicLongArray(3);

    Traffic traffic(TransportName transport) {
        return transport == TransportName.POLLING ? polling : webSocket;
    }

    /** So many packets more have to wait, or fewer. */
    void queued(int packets, long bytes) {
        add(QUEUED_PACKETS, packets);
        add(QUEUED_BYTES, bytes);
    }

    /** Volatile messages went nowhere. */
    void dropped(int messages) {
        add(DROPPED, messages);
    }

    EngineStats stats() {
        return new EngineStats(
                Map.of(TransportName.POLLING, polling.stats(), TransportName.WEBSOCKET, webSocket.stats()),
                counts.getOpaque(QUEUED_PACKETS),
                counts.getOpaque(QUEUED_BYTES),
                counts.getOpaque(DROPPED));
    }

    private void add(int index, long more) {
        counts.setOpaque(index, counts.getPlain(index) + more);
    }
}
