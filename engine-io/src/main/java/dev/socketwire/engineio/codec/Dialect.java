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
    private static final Dialect[] PLAIN = {
        new Dialect(Revision.V3, false, Optional.empty()), new Dialect(Revision.V4, false, Optional.empty())
    };

    /** A client that is spoken to in this way; those of the same revision that ask for nothing else share one. */
    public static Dialect of(Revision revision, boolean base64, Optional<String> jsonp) {
        return base64 || jsonp.isPresent() ? new Dialect(revision, base64, jsonp) : of(revision);
    }

    /** A client of that revision that takes bytes where its revision has them. */
    public static Dialect of(Revision revision) {
        return revision == Revision.V3 ? PLAIN[0] : PLAIN[1];
    }
}
