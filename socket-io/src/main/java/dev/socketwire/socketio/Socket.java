package dev.socketwire.socketio;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.TransportName;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * One client in one namespace. Every method may be called from any thread; listeners run on the lane of the socket
 * ({@link Handlers}), one after the other. What one thread emits arrives in its order. After the end of the socket emitting
 * does nothing, and nothing comes by its rooms.
 */
public interface Socket {
    /** The id, public: another value than the session's. It is also the name of a room that holds this socket alone. */
    String id();

    /** The namespace. */
    Namespace namespace();

    /** Whether the socket is connected. */
    boolean isConnected();

    /** The request that opened the connection. */
    HandshakeInfo handshake();

    /** The transport that the client uses now. */
    TransportName transport();

    /**
     * The {@code auth} that the client connected with.
     *
     * @throws IllegalArgumentException where it does not fit the type
     */
    <T> T auth(Class<T> type);

    /** What the program keeps with this socket. */
    SocketData data();

    // Listening.

    /** Listens to an event; its first argument is bound to the type. Several listeners are called in the order of adding. */
    <A> void on(String event, Class<A> type, EventListener.One<A> listener);

    /** Listens to an event of two arguments. */
    <A, B> void on(String event, Class<A> first, Class<B> second, EventListener.Two<A, B> listener);

    /** Listens to an event of three arguments. */
    <A, B, C> void on(
            String event, Class<A> first, Class<B> second, Class<C> third, EventListener.Three<A, B, C> listener);

    /** Listens to an event of any arguments. */
    void on(String event, EventListener.One<Arguments> listener);

    /** Listens to an event of a contract. */
    default <T> void on(Event<T> event, EventListener.One<T> listener) {
        on(event.name(), event.type(), listener);
    }

    /**
     * Answers an event: the result, or that of the {@link java.util.concurrent.CompletionStage} that is the result, is the
     * acknowledgement. An {@link Answer} gives the client's callback several values, {@link Arguments} give it what came.
     * A failure is told to the error hook and answered with nothing.
     */
    <A> void onRequest(String event, Class<A> type, EventListener.Answering<A, ?> listener);

    /** Answers an event of any arguments; as {@link #onRequest(String, Class, EventListener.Answering)}. */
    void onRequest(String event, EventListener.Answering<Arguments, ?> listener);

    /** Answers a request of a contract. */
    default <A, R> void onRequest(Request<A, R> request, EventListener.Answering<A, R> listener) {
        onRequest(request.name(), request.type(), listener);
    }

    /** Listens to {@code message} events, what {@code socket.send} of a client sends. */
    default <A> void onMessage(Class<A> type, EventListener.One<A> listener) {
        on("message", type, listener);
    }

    /** Listens to every event, before the listeners of its name. */
    void onAny(EventListener.Any listener);

    /** Removes every listener of an event. */
    void off(String event);

    /** Runs when the socket ends, while {@link #rooms()} still has its rooms. */
    void onDisconnecting(Consumer<DisconnectReason> listener);

    /** Runs when the socket has ended; its rooms are left. */
    void onDisconnect(Consumer<DisconnectReason> listener);

    // Sending.

    /** Sends an event to this client; as {@link Broadcast#emit(String, Object...)}. */
    void emit(String event, Object... arguments);

    /** Sends an event of a contract. */
    default <T> void emit(Event<T> event, T argument) {
        emit(event.name(), argument);
    }

    /** Sends a {@code message} event. */
    default void send(Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and asks for an answer, whose first value is bound to the type. The future completes exactly once: with
     * the answer, with what did not fit, or with {@link SocketDisconnectedException}. It completes on a thread beside the
     * lane of the socket (with {@link Handlers#inline()} on the event loop): a listener on a lane may wait for it, best with
     * a {@link #timeout}, and what hangs on it may block, but does not wait for its turn among the listeners.
     *
     * @throws IllegalStateException where 10,000 requests of this socket are unanswered
     */
    <R> CompletableFuture<R> request(String event, Class<R> type, Object... arguments);

    /** Asks the request of a contract. */
    default <A, R> CompletableFuture<R> request(Request<A, R> request, A argument) {
        return request(request.name(), request.answer(), argument);
    }

    /**
     * A view of this socket whose requests fail with {@link AckTimeoutException} after a time.
     *
     * @throws IllegalArgumentException where it is negative or longer than a year
     */
    Requests timeout(Duration limit);

    /** Requests with a limited time to answer. */
    interface Requests {
        /** As {@link Socket#request}. */
        <R> CompletableFuture<R> request(String event, Class<R> type, Object... arguments);

        /** Asks the request of a contract. */
        default <A, R> CompletableFuture<R> request(Request<A, R> request, A argument) {
            return request(request.name(), request.answer(), argument);
        }
    }

    // Rooms.

    /** The rooms of this socket, that of its id included; a copy. */
    Set<String> rooms();

    /**
     * Joins rooms. Where the client has gone meanwhile they are still to be seen in {@link #rooms()} until its
     * {@link #onDisconnecting} listeners have run, so that what a listener does before them is what they find.
     *
     * @throws IllegalStateException where the socket would be in more than 10,000 rooms
     * @throws IllegalArgumentException where a name is longer than 256 characters
     */
    void join(String... rooms);

    /** Leaves a room. */
    void leave(String room);

    /** Everybody else in the namespace. */
    Broadcast broadcast();

    /** Everybody else in these rooms. */
    default Broadcast to(String... rooms) {
        return broadcast().to(rooms);
    }

    /** Everybody else in these rooms. */
    default Broadcast in(String... rooms) {
        return to(rooms);
    }

    /** Everybody else who is not in these rooms. */
    default Broadcast except(String... rooms) {
        return broadcast().except(rooms);
    }

    // The end.

    /** Disconnects this socket; the client's other namespaces live on. */
    default void disconnect() {
        disconnect(false);
    }

    /**
     * Disconnects this socket.
     *
     * @param close whether the whole connection ends, with the client's sockets in other namespaces
     */
    void disconnect(boolean close);
}
