package dev.socketwire.socketio;

import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.EngineStats;
import java.util.Map;

/**
 * What a server does and has done, as it was when it was asked for. Each event loop counts for itself, so the figures of a
 * running server do not fit each other to the last packet.
 *
 * @param engine sessions, packets, bytes and queues, by transport
 * @param namespaces sockets, rooms and packets, by the name of the namespace
 * @param refusals what clients were refused in namespaces, and the limits that they came to there
 */
public record ServerStats(
        EngineStats engine, Map<String, NamespaceStats> namespaces, Map<SocketRefusal, Long> refusals) {
    /** Copies the maps. */
    public ServerStats {
        namespaces = Map.copyOf(namespaces);
        refusals = Map.copyOf(refusals);
    }

    /** How often the engine refused something. */
    public long refused(EngineRefusal kind) {
        return engine.refused(kind);
    }

    /** How often something was refused in namespaces. */
    public long refused(SocketRefusal kind) {
        return refusals.getOrDefault(kind, 0L);
    }

    /** Open connections, in whatever namespaces. */
    public long sessions() {
        return engine.total().sessions();
    }

    /** Sockets of all namespaces. */
    public long sockets() {
        return namespaces.values().stream().mapToLong(NamespaceStats::sockets).sum();
    }

    /** Rooms of all namespaces. */
    public long rooms() {
        return namespaces.values().stream().mapToLong(NamespaceStats::rooms).sum();
    }
}
