package dev.socketwire.engineio;

/**
 * What has gone over one kind of transport, as it was when it was asked for.
 *
 * @param sessions how many use it now
 * @param packetsIn Engine.IO packets that have come since the server was made, heartbeats included
 * @param packetsOut packets that have left
 * @param bytesIn the bytes of the packets that have come, before framing, base64 and compression
 * @param bytesOut the bytes of the packets that have left
 */
public record TransportStats(long sessions, long packetsIn, long packetsOut, long bytesIn, long bytesOut) {
    /** Nothing yet. */
    public static final TransportStats NONE = new TransportStats(0, 0, 0, 0, 0);

    /** Both together. */
    public TransportStats plus(TransportStats other) {
        return new TransportStats(
                sessions + other.sessions,
                packetsIn + other.packetsIn,
                packetsOut + other.packetsOut,
                bytesIn + other.bytesIn,
                bytesOut + other.bytesOut);
    }
}
