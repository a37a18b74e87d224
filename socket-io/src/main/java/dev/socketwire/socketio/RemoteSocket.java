package dev.socketwire.socketio;

import dev.socketwire.engineio.HandshakeInfo;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.type.TypeReference;

/**
 * A socket as a look-up found it, here or on another server. Any thread. What is read of one of another server is as it was
 * when that server answered; what is done with it is sent there, and lost where the socket has gone. One of another server
 * that is asked something without a {@link #timeout} has 5 seconds to answer.
 */
public interface RemoteSocket {
    /** The id of the socket. */
    String id();

    /** The socket itself, where it is one of this server. */
    Optional<Socket> here();

    /** The rooms that it was in, that of its id included; a copy. */
    Set<String> rooms();

    /** The request that opened its connection. */
    HandshakeInfo handshake();

    /**
     * The {@code auth} that its client connected with.
     *
     * @throws IllegalArgumentException where it does not fit the type
     */
    <T> T auth(Class<T> type);

    /**
     * What the program keeps with it. From another server it comes as JSON, under the name of the key.
     *
     * @throws IllegalArgumentException where it comes from another server and does not fit the type
     */
    <T> Optional<T> data(DataKey<T> key);

    /** Sends it an event; as {@link Broadcast#emit(String, Object...)}. */
    void emit(String event, Object... arguments);

    /**
     * Asks it; as {@link Socket#request(String, Class, Object...)}. Of another server's, one that has gone fails with
     * {@link SocketDisconnectedException}, or with {@link AckTimeoutException} where it went after it was asked.
     */
    default <R> CompletableFuture<R> request(String event, Class<R> type, Object... arguments) {
        return request(event, (Type) type, arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for an answer of a generic type. */
    default <R> CompletableFuture<R> request(String event, TypeReference<R> type, Object... arguments) {
        return request(event, type.getType(), arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for an answer of any type; the future is of what is bound to it. */
    <R> CompletableFuture<R> request(String event, Type type, Object... arguments);

    /**
     * This socket, with a time to answer requests.
     *
     * @throws IllegalArgumentException where it is negative or longer than a year
     */
    RemoteSocket timeout(Duration limit);

    /** Has it join rooms. */
    void join(String... rooms);

    /** Has it leave a room. */
    void leave(String room);

    /** Disconnects it; with {@code close} its whole connection ends. */
    void disconnect(boolean close);
}
