package dev.socketwire.engineio;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an engine does and has done, as it was when it was asked for. Each loop counts for itself, so the figures of a running
 * server do not fit each other to the last packet.
 *
 * @param transports by transport, each of them
 * @param queuedPackets packets that wait for clients which do not take them at once
 * @param queuedBytes the bytes of these
 * @param dropped volatile messages that were dropped since the server was made
 * @param droppedBytes the bytes of these
 * @param unsentPackets packets that waited for clients, or came for them, when their sessions had ended
 * @param unsentBytes the bytes of these
 * @param ends sessions that have ended, by reason
 * @param refusals what clients were refused, and the limits that they came to
 */
public record EngineStats(
        Map<TransportName, TransportStats> transports,
        long queuedPackets,
        long queuedBytes,
        long dropped,
        long droppedBytes,
        long unsentPackets,
        long unsentBytes,
        Map<DisconnectReason, Long> ends,
        Map<EngineRefusal, Long> refusals) {
    /** Nothing yet. */
    public static final EngineStats NONE = new EngineStats(
            Map.of(TransportName.POLLING, TransportStats.NONE, TransportName.WEBSOCKET, TransportStats.NONE),
            0,
            0,
            0,
            0,
            0,
            0,
            Map.of(),
            Map.of());

    /** Copies the maps. */
    public EngineStats {
        transports = Map.copyOf(transports);
        ends = Map.copyOf(ends);
        refusals = Map.copyOf(refusals);
    }

    /** Both together. */
    public EngineStats plus(EngineStats other) {
        Map<TransportName, TransportStats> both = new EnumMap<>(TransportName.class);
        both.putAll(transports);
        other.transports.forEach((name, stats) -> both.merge(name, stats, TransportStats::plus));
        Map<DisconnectReason, Long> allEnds = new EnumMap<>(DisconnectReason.class);
        allEnds.putAll(ends);
        other.ends.forEach((reason, count) -> allEnds.merge(reason, count, Long::sum));
        return new EngineStats(
                        both,
                        queuedPackets + other.queuedPackets,
                        queuedBytes + other.queuedBytes,
                        dropped + other.dropped,
                        droppedBytes + other.droppedBytes,
                        unsentPackets + other.unsentPackets,
                        unsentBytes + other.unsentBytes,
                        allEnds,
                        refusals)
                .plus(other.refusals);
    }

    /** With more refusals. */
    public EngineStats plus(Map<EngineRefusal, Long> more) {
        Map<EngineRefusal, Long> all = new EnumMap<>(EngineRefusal.class);
        all.putAll(refusals);
        more.forEach((kind, count) -> all.merge(kind, count, Long::sum));
        return new EngineStats(
                transports, queuedPackets, queuedBytes, dropped, droppedBytes, unsentPackets, unsentBytes, ends, all);
    }

    /** All transports together. */
    public TransportStats total() {
        return transports.values().stream().reduce(TransportStats.NONE, TransportStats::plus);
    }

    /** How many sessions have ended for a reason. */
    public long ended(DisconnectReason reason) {
        return ends.getOrDefault(reason, 0L);
    }

    /** How often something was refused. */
    public long refused(EngineRefusal kind) {
        return refusals.getOrDefault(kind, 0L);
    }
}
