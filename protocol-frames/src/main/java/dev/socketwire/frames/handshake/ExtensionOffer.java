package dev.socketwire.frames.handshake;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One extension that the client offers, with its parameters in order (RFC 6455, section 9.1). */
record ExtensionOffer(String name, List<Parameter> parameters) {
    /** A parameter; without a value where it is only named. */
    record Parameter(String name, @Nullable String value) {}
}
