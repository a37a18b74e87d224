package dev.socketwire.socketio;

import dev.socketwire.engineio.HandshakeInfo;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.type.TypeReference;

/**
 * A socket as a look-up found it, here or on another server. Any thread. What is read of one of another server is as it was
 * when that server answered; what is done with it is sent there, and lost where the socket has gone. One of another server
 * that is asked something without a {@link #timeout} has 5 seconds to answer; where it has gone, the request fails with
 * {@link SocketDisconnectedException}, or with {@link AckTimeoutException} where it went after it was asked.
 */
public interface RemoteSocket extends Emitter {
    /** The id of the socket. */
    String id();

    /** The socket itself, where it is one of this server. */
    Optional<Socket> here();

    /** The rooms that it was in, that of its id included; a copy. */
    Set<String> rooms();

    /** The request that opened its connection. Of another server's there is no port. */
    HandshakeInfo handshake();

    /**
     * The {@code auth} that its client connected with.
     *
     * @throws IllegalArgumentException where it does not fit the type
     */
    <T> T auth(Class<T> type);

    /** As {@link #auth(Class)}, for a generic type. */
    <T> T auth(TypeReference<T> type);

    /**
     * What the program keeps with it. From another server it comes as JSON, under the name of the key.
     *
     * @throws IllegalArgumentException where it comes from another server and does not fit the type
     */
    <T> Optional<T> data(DataKey<T> key);

    /** Has it join rooms. */
    void join(String... rooms);

    /** Has it leave a room. */
    void leave(String room);

    /** Disconnects it; its client's other namespaces live on. */
    default void disconnect() {
        disconnect(false);
    }

    /** Disconnects it; with {@code close} its whole connection ends. */
    void disconnect(boolean close);
}
