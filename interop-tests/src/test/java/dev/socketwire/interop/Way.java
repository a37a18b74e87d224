package dev.socketwire.interop;

import java.util.Locale;

/** How a client may reach the server. */
public enum Way {
    POLLING,
    WEBSOCKET,
    /** Polling first, then WebSocket. */
    UPGRADE;

    public String[] transports() {
        return this == UPGRADE ? new String[] {"polling", "websocket"} : new String[] {toString()};
    }

    public boolean usesWebSocket() {
        return this != POLLING;
    }

    /** The word of the command line and of the report. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
