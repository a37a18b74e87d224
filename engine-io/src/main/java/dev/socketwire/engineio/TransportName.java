package dev.socketwire.engineio;

import java.util.Optional;

/** The transports of Engine.IO under the names of the wire. */
public enum TransportName {
    /** Long polling over HTTP. */
    POLLING("polling"),
    /** WebSocket. */
    WEBSOCKET("websocket");

    private final String wireName;

    TransportName(String wireName) {
        this.wireName = wireName;
    }

    /** The name as it stands in a query and in the list of upgrades. */
    public String wireName() {
        return wireName;
    }

    /** The transport of that name, letter by letter; empty where there is none. */
    public static Optional<TransportName> of(String wireName) {
        for (TransportName name : values()) {
            if (name.wireName.equals(wireName)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return wireName;
    }
}
