package dev.socketwire.engineio;

/**
 * Bytes that are no packet. Made without a stack trace: it is data about the peer, not about us. The message names the
 * thing, the value and the limit, never the payload.
 */
public final class PacketFormatException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * @param message the thing, the value and the limit
     */
    public PacketFormatException(String message) {
        super(message, null, false, false);
    }
}
