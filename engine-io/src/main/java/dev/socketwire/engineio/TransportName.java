package dev.socketwire.engineio;

import java.util.Locale;

/** The transports of Engine.IO under the names of the wire. */
public enum TransportName {
    /** Long polling over HTTP. */
    POLLING,
    /** WebSocket. */
    WEBSOCKET;

    /** The name as it stands in a query and in the list of upgrades. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
