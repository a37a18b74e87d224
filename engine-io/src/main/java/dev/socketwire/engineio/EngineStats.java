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
 */
public record EngineStats(
        Map<TransportName, TransportStats> transports, long queuedPackets, long queuedBytes, long dropped) {
    /** Copies the map. */
    public EngineStats {
        transports = Map.copyOf(transports);
    }

    /** Both together. */
    public EngineStats plus(EngineStats other) {
        Map<TransportName, TransportStats> both = new EnumMap<>(TransportName.class);
        both.putAll(transports);
        other.transports.forEach((name, stats) -> both.merge(name, stats, TransportStats::plus));
        return new EngineStats(
                both, queuedPackets + other.queuedPackets, queuedBytes + other.queuedBytes, dropped + other.dropped);
    }

    /** All transports together. */
    public TransportStats total() {
        return transports.values().stream().reduce(TransportStats.NONE, TransportStats::plus);
    }
}
