package dev.socketwire.socketio;

import java.util.concurrent.CompletableFuture;

/**
 * A choice of sockets of one namespace, and what can be done with them. Immutable: {@link #to}, {@link #in} and
 * {@link #except} give a new choice, in any order, to be used as often as one likes. Any thread. What one thread emits
 * arrives in its order; an event is encoded once, for however many clients.
 */
public interface Broadcast {
    /** These rooms besides those chosen before; a socket in several of them is meant once. Every socket is in the room of its id. */
    Broadcast to(String... rooms);

    /** The same as {@link #to}; reads better for what follows. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** Without the members of these rooms. */
    Broadcast except(String... rooms);

    /**
     * Sends an event.
     *
     * @param arguments values that the server's mapper can write; {@code byte[]}, {@code ByteBuffer} and
     *     {@code InputStream} (read to its end here, not closed) become binary attachments wherever they stand; {@link Arguments} alone go on as they came
     * @throws IllegalArgumentException where the name belongs to the protocol ({@code connect}, {@code disconnect} …)
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    void emit(String event, Object... arguments);

    /** Sends an event of a contract. */
    default <T> void emit(Event<T> event, T argument) {
        emit(event.name(), argument);
    }

    /** Sends a {@code message} event, as {@code socket.send} of a client does. */
    default void send(Object... arguments) {
        emit("message", arguments);
    }

    /**
     * The chosen sockets of all servers, as they are now. Other servers have 5 seconds to answer; the result says how many were
     * silent.
     */
    CompletableFuture<FoundSockets> fetchSockets();

    /** Has the chosen sockets join rooms. */
    void socketsJoin(String... rooms);

    /** Has the chosen sockets leave rooms. */
    void socketsLeave(String... rooms);

    /**
     * Disconnects the chosen sockets.
     *
     * @param close whether the whole connection of each ends, with its sockets in other namespaces
     */
    void disconnectSockets(boolean close);
}
