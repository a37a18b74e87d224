package dev.socketwire.socketio.codec;

/**
 * What JSON of a peer may hold; more is no packet.
 *
 * @param maxDepth the deepest nesting of arrays and objects
 * @param maxNumberLength the most characters of one number
 * @param maxStringBytes the most bytes of one string
 */
public record JsonLimits(int maxDepth, int maxNumberLength, int maxStringBytes) {
    /** A depth of 100, numbers of 1,000 characters, strings as long as a message may be. */
    public static JsonLimits forMessagesOf(int maxBytes) {
        return new JsonLimits(100, 1000, maxBytes);
    }
}
