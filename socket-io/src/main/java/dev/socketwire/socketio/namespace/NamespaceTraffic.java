package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.TransportStats;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.Traffic;
import dev.socketwire.socketio.codec.Encoded;
import io.netty.buffer.ByteBuf;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What has gone to and from the sockets of one namespace: each loop counts for itself. Any thread. */
final class NamespaceTraffic {
    private final Map<Scheduler, Traffic> loops = new ConcurrentHashMap<>(2);

    /** The counts of one loop, to be written there only. */
    Traffic on(Scheduler loop) {
        Traffic known = loops.get(loop);
        return known != null ? known : loops.computeIfAbsent(loop, key -> new Traffic());
    }

    /** All loops together. */
    TransportStats stats() {
        return loops.values().stream().map(Traffic::stats).reduce(TransportStats.NONE, TransportStats::plus);
    }

    /** The bytes of a packet and its attachments. */
    static long bytes(Encoded encoded) {
        long bytes = encoded.text().readableBytes();
        for (ByteBuf binary : encoded.binaries()) {
            bytes += binary.readableBytes();
        }
        return bytes;
    }
}
