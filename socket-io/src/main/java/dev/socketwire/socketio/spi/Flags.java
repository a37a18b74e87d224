package dev.socketwire.socketio.spi;

import java.time.Duration;
import java.util.Optional;

/**
 * How something is to be sent. On the wire between servers a flag that is at its default is left out.
 *
 * @param isVolatile dropped for a client whose transport cannot take it at that moment; false by default
 * @param compress whether it may be compressed where compression is on; true by default
 * @param local for the sockets of this server only; false by default
 * @param timeout how long to wait for clients and servers that are asked something; empty by default
 */
public record Flags(boolean isVolatile, boolean compress, boolean local, Optional<Duration> timeout) {
    /** Everything at its default. */
    public static final Flags NONE = new Flags(false, true, false, Optional.empty());

    /** These, volatile. */
    public Flags asVolatile() {
        return new Flags(true, compress, local, timeout);
    }

    /** These, with or without compression. */
    public Flags withCompress(boolean value) {
        return new Flags(isVolatile, value, local, timeout);
    }

    /** These, for this server only. */
    public Flags asLocal() {
        return new Flags(isVolatile, compress, true, timeout);
    }

    /** These, with a time to wait. */
    public Flags withTimeout(Duration value) {
        return new Flags(isVolatile, compress, local, Optional.of(value));
    }
}
