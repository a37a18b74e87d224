package dev.socketwire.socketio;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.type.TypeReference;

/**
 * A choice of sockets of one namespace, and what can be done with them. Immutable: every operator ({@link #to}, {@link #in},
 * {@link #except}, {@link #local}, {@link #dropIfBusy}, {@link #compress}, {@link #timeout}) gives a new choice, in any order,
 * to be used as often as one likes. Any thread. What one thread emits arrives in its order; an event is encoded once, for
 * however many clients.
 */
public interface Broadcast {
    /** These rooms besides those chosen before; a socket in several of them is meant once. Every socket is in the room of its id. */
    Broadcast to(String... rooms);

    /** The same as {@link #to}; reads better for what follows. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** Without the members of these rooms, besides those left out before. */
    Broadcast except(String... rooms);

    /** Only sockets of this server. */
    Broadcast local();

    /**
     * What the reference calls {@code volatile}: a client whose connection cannot take the event at that moment does not get
     * it. On polling that is one that has no poll open, on WebSocket one whose connection still has bytes to send; the server's
     * {@link dev.socketwire.engineio.OutboundPolicy} may let it wait for a while instead. With its attachments an event is sent
     * or dropped as one. The answer to a CONNECT and all else of the protocol is never dropped.
     */
    Broadcast dropIfBusy();

    /** Whether the event may be compressed where compression is on; it may by default. */
    Broadcast compress(boolean value);

    /**
     * How long {@link #request} waits for clients, and {@link #fetchSockets} for other servers; 5 seconds by default.
     *
     * @throws IllegalArgumentException where it is negative or longer than 365 days
     */
    Broadcast timeout(Duration limit);

    /**
     * Sends an event.
     *
     * @param arguments values that the server's mapper can write; {@code byte[]} and {@code ByteBuffer} become binary
     *     attachments wherever they stand; {@link Arguments} alone go on as they came
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
     * Sends an event and collects the answers of the clients, the first value of each bound to the type, or all of them where
     * that is {@link Arguments}. The future always
     * completes well: when all have answered or have gone, at the latest after the {@link #timeout}; who was silent stands in
     * the report. It completes beside the lanes, as {@link Socket#request(String, Class, Object...)} does. The answers together
     * may have 16 MiB; those that come later are not taken, and the error hook is told.
     *
     * @throws IllegalArgumentException as {@link #emit(String, Object...)}
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    default <R> CompletableFuture<AckReport<R>> request(String event, Class<R> type, Object... arguments) {
        return request(event, (Type) type, arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for answers of a generic type. */
    default <R> CompletableFuture<AckReport<R>> request(String event, TypeReference<R> type, Object... arguments) {
        return request(event, type.getType(), arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for answers of any type; the report is of what is bound to it. */
    <R> CompletableFuture<AckReport<R>> request(String event, Type type, Object... arguments);

    /** Asks the request of a contract. */
    default <A, R> CompletableFuture<AckReport<R>> request(Request<A, R> request, A argument) {
        return request(request.name(), request.answer(), argument);
    }

    /**
     * The chosen sockets of all servers, as they are now: what this thread has had them do before is done, where they are sockets of
     * this server. Other servers have the {@link #timeout} to answer; the result says
     * how many were silent.
     */
    CompletableFuture<FoundSockets> fetchSockets();

    /**
     * Has the chosen sockets join rooms. On this server it is done when this returns: look-ups find them there, and so does what this
     * thread sends next. Other servers follow.
     *
     * @throws IllegalArgumentException where a name is longer than 256 characters
     */
    void socketsJoin(String... rooms);

    /** Has the chosen sockets leave rooms, as {@link #socketsJoin} has them join. */
    void socketsLeave(String... rooms);

    /** Disconnects the chosen sockets; their clients' other namespaces live on. As {@link #disconnectSockets(boolean)}. */
    default void disconnectSockets() {
        disconnectSockets(false);
    }

    /**
     * Disconnects the chosen sockets. They are not found any more when this returns, and end a moment later; those of other servers
     * follow.
     *
     * @param close whether the whole connection of each ends, with its sockets in other namespaces
     */
    void disconnectSockets(boolean close);
}
