package dev.socketwire.engineio;

/**
 * What becomes of volatile messages for a client that does not keep up. Other messages always wait, in their order, and a client
 * for which more of them waits than {@link EngineLimits#queueBytes()} or {@link EngineLimits#queuePackets()} is disconnected.
 */
public enum OutboundPolicy {
    /** As the reference has it, and the default: what the transport cannot take at once is dropped, so they are never late. */
    DISCONNECT,
    /**
     * They wait like others while there is room. Where a limit is exceeded those that wait are dropped, all of them, and only
     * where that is not enough the client is disconnected.
     */
    DROP_VOLATILE
}
