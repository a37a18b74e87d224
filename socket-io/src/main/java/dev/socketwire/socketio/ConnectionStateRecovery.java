package dev.socketwire.socketio;

import java.time.Duration;

/**
 * How much of a broken connection is kept, so that its client comes back as if it had not been away: with its id, its rooms, its
 * data, and what was sent to it meanwhile. Each namespace keeps for itself, in memory: of several servers that an adapter joins,
 * the one that had the client gives it back what all of them have sent, and with another one it begins anew; unless the adapter
 * keeps this for all of them. Immutable.
 *
 * @param maxDisconnectionDuration how long a client may be away, and how long events are kept, 2 minutes by default
 * @param skipMiddlewares whether clients that come back are not shown to the middlewares again, false by default
 * @param maxSessions how many clients that are away are remembered, 10,000 by default; the longest away are forgotten first
 * @param maxPackets how many events are kept, 10,000 by default; the oldest are forgotten first, and with them the way back of
 *     clients that had not seen them
 * @param maxBytes how many bytes these may have, 16 MiB by default
 */
public record ConnectionStateRecovery(
        Duration maxDisconnectionDuration, boolean skipMiddlewares, int maxSessions, int maxPackets, long maxBytes) {
    private static final ConnectionStateRecovery DEFAULTS =
            new ConnectionStateRecovery(Duration.ofMinutes(2), false, 10_000, 10_000, 16L * 1024 * 1024);

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException where one of them is not positive
     */
    public ConnectionStateRecovery {
        if (maxDisconnectionDuration.isNegative() || maxDisconnectionDuration.isZero()) {
            throw new IllegalArgumentException(
                    "maxDisconnectionDuration " + maxDisconnectionDuration + " must be positive");
        }
        positive("maxSessions", maxSessions);
        positive("maxPackets", maxPackets);
        positive("maxBytes", maxBytes);
    }

    /** Everything at its default. */
    public static ConnectionStateRecovery defaults() {
        return DEFAULTS;
    }

    /** These, with another time. */
    public ConnectionStateRecovery withMaxDisconnectionDuration(Duration value) {
        return new ConnectionStateRecovery(value, skipMiddlewares, maxSessions, maxPackets, maxBytes);
    }

    /** These, with or without middlewares for those who come back. */
    public ConnectionStateRecovery withSkipMiddlewares(boolean value) {
        return new ConnectionStateRecovery(maxDisconnectionDuration, value, maxSessions, maxPackets, maxBytes);
    }

    /** These, with another number of clients. */
    public ConnectionStateRecovery withMaxSessions(int value) {
        return new ConnectionStateRecovery(maxDisconnectionDuration, skipMiddlewares, value, maxPackets, maxBytes);
    }

    /** These, with another number of events. */
    public ConnectionStateRecovery withMaxPackets(int value) {
        return new ConnectionStateRecovery(maxDisconnectionDuration, skipMiddlewares, maxSessions, value, maxBytes);
    }

    /** These, with another number of bytes. */
    public ConnectionStateRecovery withMaxBytes(long value) {
        return new ConnectionStateRecovery(maxDisconnectionDuration, skipMiddlewares, maxSessions, maxPackets, value);
    }

    private static void positive(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " " + value + " must be at least 1");
        }
    }
}
