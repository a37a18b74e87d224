package dev.socketwire.socketio;

import java.util.AbstractList;
import java.util.List;

/** The sockets that a look-up has found: a list of them, and how many servers did not answer. Immutable. */
public final class FoundSockets extends AbstractList<RemoteSocket> {
    private final List<RemoteSocket> sockets;
    private final int silentServers;

    /** What a look-up has found; the list is copied. */
    public FoundSockets(List<? extends RemoteSocket> sockets, int silentServers) {
        this.sockets = List.copyOf(sockets);
        this.silentServers = silentServers;
    }

    /** How many other servers did not answer in time: their sockets are missing. */
    public int silentServers() {
        return silentServers;
    }

    @Override
    public RemoteSocket get(int index) {
        return sockets.get(index);
    }

    @Override
    public int size() {
        return sockets.size();
    }
}
