package dev.socketwire.socketio;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.TransportName;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;

/**
 * One client in one namespace. Every method may be called from any thread; listeners run on the lane of the socket
 * ({@link Handlers}), one after the other. What one thread emits arrives in its order. After the end of the socket emitting
 * does nothing, and nothing comes by its rooms.
 */
public interface Socket extends Emitter {
    /** The id, public: another value than the session's. It is also the name of a room that holds this socket alone. */
    String id();

    /** The namespace. */
    Namespace namespace();

    /** Whether the socket is connected. */
    boolean isConnected();

    /**
     * Whether its client was connected before and has come back: with its id, its rooms, its data and what it has missed. See
     * {@link ConnectionStateRecovery}.
     */
    boolean recovered();

    /** The request that opened the connection. */
    HandshakeInfo handshake();

    /** The connection below, which the client's sockets in all namespaces share. */
    EngineConnection conn();

    /** The transport that the client uses now. */
    TransportName transport();

    /**
     * The {@code auth} that the client connected with.
     *
     * @throws IllegalArgumentException where it does not fit the type
     */
    <T> T auth(Class<T> type);

    /** As {@link #auth(Class)}, for a generic type. */
    <T> T auth(TypeReference<T> type);

    /** What the program keeps with this socket. */
    SocketData data();

    // Listening.

    /**
     * Listens to an event; its first argument is bound to the type. Several listeners are called in the order of adding.
     *
     * @throws IllegalArgumentException where the name belongs to the protocol ({@code connect}, {@code disconnect} …), so that no
     *     client sends it: ends are told to {@link #onDisconnect(Consumer)}
     */
    default <A> void on(String event, Class<A> type, EventListener.One<A> listener) {
        on(event, (Type) type, listener);
    }

    /** Listens to an event whose argument is generic, such as {@code new TypeReference<List<Move>>() {}}. */
    default <A> void on(String event, TypeReference<A> type, EventListener.One<A> listener) {
        on(event, type.getType(), listener);
    }

    /** Listens to an event; the listener takes what is bound to the type. */
    <A> void on(String event, Type type, EventListener.One<A> listener);

    /** Listens to an event of two arguments. */
    default <A, B> void on(String event, Class<A> first, Class<B> second, EventListener.Two<A, B> listener) {
        on(event, (Type) first, (Type) second, listener);
    }

    /** Listens to an event of two arguments, whatever their types; the listener takes what is bound to them. */
    <A, B> void on(String event, Type first, Type second, EventListener.Two<A, B> listener);

    /** Listens to an event of three arguments. */
    default <A, B, C> void on(
            String event, Class<A> first, Class<B> second, Class<C> third, EventListener.Three<A, B, C> listener) {
        on(event, (Type) first, (Type) second, (Type) third, listener);
    }

    /** Listens to an event of three arguments, whatever their types; the listener takes what is bound to them. */
    <A, B, C> void on(String event, Type first, Type second, Type third, EventListener.Three<A, B, C> listener);

    /** Listens to an event of any arguments. */
    void on(String event, EventListener.One<Arguments> listener);

    /** Listens to an event of a contract. */
    default <T> void on(Event<T> event, EventListener.One<T> listener) {
        on(event.name(), event.type(), listener);
    }

    /** Listens to an event for one time: the listener is taken off before it is called. */
    default <A> void once(String event, Class<A> type, EventListener.One<A> listener) {
        once(event, (Type) type, listener);
    }

    /** Listens to an event whose argument is generic for one time; as {@link #once(String, Class, EventListener.One)}. */
    default <A> void once(String event, TypeReference<A> type, EventListener.One<A> listener) {
        once(event, type.getType(), listener);
    }

    /** Listens to an event for one time; as {@link #once(String, Class, EventListener.One)}. */
    <A> void once(String event, Type type, EventListener.One<A> listener);

    /** Listens to an event of two arguments for one time; as {@link #once(String, Class, EventListener.One)}. */
    default <A, B> void once(String event, Class<A> first, Class<B> second, EventListener.Two<A, B> listener) {
        once(event, (Type) first, (Type) second, listener);
    }

    /** Listens to an event of two arguments for one time, whatever their types; the listener takes what is bound to them. */
    <A, B> void once(String event, Type first, Type second, EventListener.Two<A, B> listener);

    /** Listens to an event of three arguments for one time; as {@link #once(String, Class, EventListener.One)}. */
    default <A, B, C> void once(
            String event, Class<A> first, Class<B> second, Class<C> third, EventListener.Three<A, B, C> listener) {
        once(event, (Type) first, (Type) second, (Type) third, listener);
    }

    /** Listens to an event of three arguments for one time, whatever their types; the listener takes what is bound to them. */
    <A, B, C> void once(String event, Type first, Type second, Type third, EventListener.Three<A, B, C> listener);

    /** Listens to an event of any arguments for one time; as {@link #once(String, Class, EventListener.One)}. */
    void once(String event, EventListener.One<Arguments> listener);

    /** Listens to an event of a contract for one time. */
    default <T> void once(Event<T> event, EventListener.One<T> listener) {
        once(event.name(), event.type(), listener);
    }

    /**
     * Answers an event: the result, or that of the {@link java.util.concurrent.CompletionStage} that is the result, is the
     * acknowledgement. An {@link Answer} gives the client's callback several values, {@link Arguments} give it what came.
     * A {@link RequestRefused} that is thrown answers with {@code {"error": message, "data": …}}; any other failure is told to the
     * error hook and answered with {@code {"error": "internal error"}}, an argument that does not fit the type with {@code {"error":
     * "bad arguments"}}.
     */
    default <A> void onRequest(String event, Class<A> type, EventListener.Answering<A, ?> listener) {
        onRequest(event, (Type) type, listener);
    }

    /** Answers an event whose argument is generic; as {@link #onRequest(String, Class, EventListener.Answering)}. */
    default <A> void onRequest(String event, TypeReference<A> type, EventListener.Answering<A, ?> listener) {
        onRequest(event, type.getType(), listener);
    }

    /** Answers an event; the listener takes what is bound to the type. */
    <A> void onRequest(String event, Type type, EventListener.Answering<A, ?> listener);

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

    /** As {@link #onMessage(Class, EventListener.One)}, for a generic type. */
    default <A> void onMessage(TypeReference<A> type, EventListener.One<A> listener) {
        on("message", type, listener);
    }

    /** Listens to every event, before the middlewares and the listeners of its name. */
    void onAny(EventListener.Any listener);

    /** As {@link #onAny}, before those that were added before. */
    void prependAny(EventListener.Any listener);

    /** Takes a listener of every event off, once where it was added several times. */
    void offAny(EventListener.Any listener);

    /** Takes all listeners of every event off. */
    void offAny();

    /** Listens to every event that is sent to this client, broadcasts included, answers not. Runs on the lane of the socket. */
    void onAnyOutgoing(EventListener.Outgoing listener);

    /** As {@link #onAnyOutgoing}, before those that were added before. */
    void prependAnyOutgoing(EventListener.Outgoing listener);

    /** Takes a listener of what is sent off, once where it was added several times. */
    void offAnyOutgoing(EventListener.Outgoing listener);

    /** Takes all listeners of what is sent off. */
    void offAnyOutgoing();

    /** Takes one listener of an event off, the one that was added last where it was added several times. */
    void off(String event, EventListener listener);

    /** Takes every listener of an event off. */
    void off(String event);

    /** Takes every listener of every event off; those of whatever comes stay. */
    void off();

    /** Adds a middleware: it sees each event of this socket before the listeners do, and may keep it from them. */
    default void use(PacketMiddleware middleware) {
        useAsync((event, arguments) -> {
            middleware.on(event, arguments);
            return CompletableFuture.completedFuture(null);
        });
    }

    /** Adds a middleware that answers later. */
    void useAsync(AsyncPacketMiddleware middleware);

    /**
     * Told when a middleware of this socket has refused an event, on the lane of the socket. Where nobody listens the error hook
     * is told. The client hears nothing of it.
     */
    void onError(Consumer<Throwable> listener);

    /** Runs when the socket ends, while {@link #rooms()} still has its rooms. */
    default void onDisconnecting(Consumer<DisconnectReason> listener) {
        onDisconnecting((reason, details) -> listener.accept(reason));
    }

    /** As {@link #onDisconnecting(Consumer)}, with what is known besides the reason, such as how a packet was malformed. */
    void onDisconnecting(BiConsumer<DisconnectReason, Optional<String>> listener);

    /** Runs when the socket has ended; its rooms are left. */
    default void onDisconnect(Consumer<DisconnectReason> listener) {
        onDisconnect((reason, details) -> listener.accept(reason));
    }

    /** As {@link #onDisconnect(Consumer)}, with what is known besides the reason, such as how a packet was malformed. */
    void onDisconnect(BiConsumer<DisconnectReason, Optional<String>> listener);

    // Keeping up.

    /** Whether an event would go to the transport now; where not, it waits, or is dropped if it may be. */
    boolean isWritable();

    /** Runs when the client takes events at once again after it had not, on the lane of the socket. */
    void onDrain(Runnable listener);

    // Rooms.

    /** The rooms of this socket, that of its id included; a copy. */
    Set<String> rooms();

    /**
     * Joins rooms. Where the client has gone meanwhile they are still to be seen in {@link #rooms()} until its
     * {@link #onDisconnecting(Consumer)} listeners have run, so that what a listener does before them is what they find.
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
