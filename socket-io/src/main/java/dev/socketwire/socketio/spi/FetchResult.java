package dev.socketwire.socketio.spi;

import java.util.List;

/**
 * The sockets that were found.
 *
 * @param sockets of all servers that have answered, this one's as {@link AdapterContext#sockets} gave them
 * @param silentServers how many servers have not answered in time
 */
public record FetchResult(List<? extends SocketDescription> sockets, int silentServers) {
    /** Copies the list. */
    public FetchResult {
        sockets = List.copyOf(sockets);
    }
}
