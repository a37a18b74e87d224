package dev.socketwire.socketio;

import java.util.Set;

/** A socket as a look-up found it, here or on another server. Any thread. */
public interface RemoteSocket {
    /** The id of the socket. */
    String id();

    /** The rooms that it was in, that of its id included; a copy. */
    Set<String> rooms();

    /** Sends it an event; as {@link Broadcast#emit(String, Object...)}. */
    void emit(String event, Object... arguments);

    /** Has it join rooms. */
    void join(String... rooms);

    /** Has it leave a room. */
    void leave(String room);

    /** Disconnects it; with {@code close} its whole connection ends. */
    void disconnect(boolean close);
}
