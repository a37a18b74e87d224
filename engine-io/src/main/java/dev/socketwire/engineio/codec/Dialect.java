package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.Revision;
import java.util.Optional;

/**
 * How a client wants to be spoken to, as the request that opened its transport says.
 *
 * @param revision the protocol revision
 * @param base64 whether binary messages go to it in base64, since it cannot take bytes; always so when polling in revision 4
 * @param jsonp the index of the script function that polling answers are wrapped into, digits only; empty: no wrapping
 */
public record Dialect(Revision revision, boolean base64, Optional<String> jsonp) {
    /** A client of that revision that takes bytes where its revision has them. */
    public static Dialect of(Revision revision) {
        return new Dialect(revision, false, Optional.empty());
    }
}
