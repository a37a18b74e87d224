package dev.socketwire.socketio.spi;

import java.util.Set;

/** A read-only look at who is in which room. A snapshot for each call; any thread. */
public interface RoomView {
    /** The rooms that have a member. */
    Set<String> rooms();

    /** The ids of the sockets in a room, empty where there is none. */
    Set<String> members(String room);
}
