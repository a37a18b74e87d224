package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.TransportName;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/** What one loop counts of its sessions. Written on that loop alone, read by whoever asks. */
final class LoopCounters {
    private static final int QUEUED_PACKETS = 0;
    private static final int QUEUED_BYTES = 1;
    private static final int DROPPED = 2;
    private static final int DROPPED_BYTES = 3;
    private static final int UNSENT_PACKETS = 4;
    private static final int UNSENT_BYTES = 5;

    private final Traffic polling = new Traffic();
    private final Traffic webSocket = new Traffic();
    private final AtomicLongArray counts = new AtomicLongArray(6);
    private final Tally<DisconnectReason> ends = new Tally<>(DisconnectReason.class);
    private final Tally<EngineRefusal> refusals = new Tally<>(EngineRefusal.class);

    Traffic traffic(TransportName transport) {
        return transport == TransportName.POLLING ? polling : webSocket;
    }

    /** So many packets more have to wait, or fewer. */
    void queued(int packets, long bytes) {
        add(QUEUED_PACKETS, packets);
        add(QUEUED_BYTES, bytes);
    }

    /** Volatile messages went nowhere. */
    void dropped(int messages, long bytes) {
        add(DROPPED, messages);
        add(DROPPED_BYTES, bytes);
    }

    /** Packets went nowhere, because their session had ended. */
    void unsent(int packets, long bytes) {
        add(UNSENT_PACKETS, packets);
        add(UNSENT_BYTES, bytes);
    }

    /** A session has ended. */
    void ended(DisconnectReason reason) {
        ends.count(reason);
    }

    /** A client has come to a limit. */
    void refused(EngineRefusal kind) {
        refusals.count(kind);
    }

    EngineStats stats() {
        return new EngineStats(
                Map.of(TransportName.POLLING, polling.stats(), TransportName.WEBSOCKET, webSocket.stats()),
                counts.getOpaque(QUEUED_PACKETS),
                counts.getOpaque(QUEUED_BYTES),
                counts.getOpaque(DROPPED),
                counts.getOpaque(DROPPED_BYTES),
                counts.getOpaque(UNSENT_PACKETS),
                counts.getOpaque(UNSENT_BYTES),
                ends.counts(),
                refusals.counts());
    }

    private void add(int index, long more) {
        counts.setOpaque(index, counts.getPlain(index) + more);
    }
}
