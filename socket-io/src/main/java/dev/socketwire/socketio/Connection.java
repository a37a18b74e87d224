package dev.socketwire.socketio;

import dev.socketwire.engineio.HandshakeInfo;
import tools.jackson.core.type.TypeReference;

/** A client that asks to connect to a namespace: what a middleware sees. Any thread. */
public interface Connection {
    /** The id that the socket will have. */
    String id();

    /** The name of the namespace. */
    String namespace();

    /** The request that opened the connection. */
    HandshakeInfo handshake();

    /**
     * The {@code auth} of the client.
     *
     * @throws IllegalArgumentException where it does not fit the type
     */
    <T> T auth(Class<T> type);

    /** As {@link #auth(Class)}, for a generic type. */
    <T> T auth(TypeReference<T> type);

    /** The data that the socket will have. */
    SocketData data();

    /**
     * Has the socket join rooms once it is connected.
     *
     * @throws IllegalStateException where that is decided already
     */
    void join(String... rooms);
}
