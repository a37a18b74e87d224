package dev.socketwire.frames;

/**
 * What a server agrees to of permessage-deflate, RFC 7692. Compression costs memory for each connection (about 300 KB with
 * context takeover), so it is off unless these options are given.
 *
 * @param threshold messages of fewer bytes are sent as they are; 0 or more, 1,024 by default
 * @param level 1 (fast) to 9 (small), 6 by default
 * @param serverNoContextTakeover forget what was sent after each message: less memory, less compression; false by
 *     default
 * @param clientNoContextTakeover ask the client to do the same; false by default
 * @param maxWindowBits the largest window that the server compresses with, as a power of two: 9 to 15, 15 by default
 */
public record DeflateOptions(
        int threshold, int level, boolean serverNoContextTakeover, boolean clientNoContextTakeover, int maxWindowBits) {
    private static final DeflateOptions DEFAULTS = new DeflateOptions(1024, 6, false, false, 15);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException where a value is out of its range
     */
    public DeflateOptions {
        if (threshold < 0) {
            throw new IllegalArgumentException("threshold " + threshold + " must not be negative");
        }
        if (level < 1 || level > 9) {
            throw new IllegalArgumentException("level " + level + " must be from 1 to 9");
        }
        if (maxWindowBits < 9 || maxWindowBits > 15) {
            throw new IllegalArgumentException("maxWindowBits " + maxWindowBits + " must be from 9 to 15");
        }
    }

    /** A threshold of 1,024 bytes, level 6, context takeover on both sides, 15 bits. */
    public static DeflateOptions defaults() {
        return DEFAULTS;
    }
}
