package dev.socketwire.socketio.spi;

import java.util.Set;

/**
 * The rooms of one namespace on this server, to be looked at. Any thread. A room is there while it has a member; that of a
 * socket's own id is one, too.
 */
public interface RoomView {
    /** Whether a room has a member here. */
    boolean has(String room);

    /** The rooms that have members here; a copy. */
    Set<String> names();

    /** The ids of a room's members here; a copy. */
    Set<String> members(String room);

    /** The rooms of a socket, that of its id included; a copy, empty where the socket is not here. */
    Set<String> of(String socketId);

    /** Has a listener told of what happens from now on. */
    void listen(RoomListener listener);
}
