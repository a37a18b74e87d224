package dev.socketwire.frames;

import java.time.Duration;

/**
 * What a peer can make grow, and how far. Each limit is checked on the header of a frame, before a byte of it is kept.
 *
 * @param maxFrameBytes the most bytes of payload in one frame, at least 1; more is answered with 1009
 * @param maxMessageBytes the most bytes of one message, after inflating, at least 1; more is answered with 1009
 * @param maxFragments the most frames of one message, at least 1; more is answered with 1008
 * @param closeTimeout how long the peer may take to answer our close frame before the connection is cut, longer than 0 (RFC 6455 section
 *     7.1.1)
 */
public record WebSocketLimits(int maxFrameBytes, int maxMessageBytes, int maxFragments, Duration closeTimeout) {
    private static final WebSocketLimits DEFAULTS =
            new WebSocketLimits(1_000_000, 1_000_000, 1024, Duration.ofSeconds(5));

    /**
     * Checks that every limit is positive.
     *
     * @throws IllegalArgumentException where one is not
     */
    public WebSocketLimits {
        if (maxFrameBytes < 1 || maxMessageBytes < 1 || maxFragments < 1) {
            throw new IllegalArgumentException("limits must be positive: maxFrameBytes " + maxFrameBytes
                    + ", maxMessageBytes " + maxMessageBytes + ", maxFragments " + maxFragments);
        }
        if (closeTimeout.isNegative() || closeTimeout.isZero()) {
            throw new IllegalArgumentException("closeTimeout " + closeTimeout + " must be positive");
        }
    }

    /** Frames and messages of 1,000,000 bytes, 1,024 fragments, 5 s for the close. */
    public static WebSocketLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Frames and messages of at most this many bytes, the rest by default.
     *
     * @throws IllegalArgumentException where that is less than 1
     */
    public static WebSocketLimits ofMessageBytes(int bytes) {
        return new WebSocketLimits(bytes, bytes, DEFAULTS.maxFragments, DEFAULTS.closeTimeout);
    }
}
