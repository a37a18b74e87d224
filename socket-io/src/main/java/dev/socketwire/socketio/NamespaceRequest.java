package dev.socketwire.socketio;

import dev.socketwire.engineio.HandshakeInfo;
import tools.jackson.core.type.TypeReference;

/** A client that asks for a namespace that there is not: what a rule decides on. Any thread. */
public interface NamespaceRequest {
    /** The name that the client asks for, beginning with a slash; as long as the client likes up to 256 bytes. */
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
}
