package dev.socketwire.socketio;

import dev.socketwire.socketio.spi.RoomView;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import tools.jackson.core.type.TypeReference;

/**
 * One namespace, and the choice of all its sockets. Any thread. Handlers and middlewares added later count for connections
 * that come later.
 */
public interface Namespace extends Broadcast {
    /** The name, beginning with a slash. */
    String name();

    /**
     * Adds a middleware: it runs for every client that asks to connect, in the order of adding, on the lane of the socket to
     * be, so it may block. Nothing is delivered to or from the socket before all have agreed.
     *
     * @return this namespace
     */
    Namespace use(ConnectMiddleware middleware);

    /**
     * Adds a middleware that answers later.
     *
     * @return this namespace
     */
    Namespace useAsync(AsyncConnectMiddleware middleware);

    /**
     * Adds a handler for new sockets; it runs on the lane of the socket, before any of its events.
     *
     * @return this namespace
     */
    Namespace onConnection(Consumer<Socket> handler);

    /** How many sockets are connected to this server. */
    int socketCount();

    /** The socket of an id, where it is one of this server; {@link #fetchSockets} looks on the others, too. */
    Optional<Socket> socket(String id);

    /** The sockets of this server, as they are now; a copy. */
    List<Socket> sockets();

    /** The rooms of this server's sockets, and what happens to them. */
    RoomView rooms();

    /** How many servers have this namespace; 1 without an adapter that knows others. */
    CompletableFuture<Integer> serverCount();

    // Between servers.

    /**
     * Tells the other servers something, not their clients: their listeners of {@link #onServerSideEmit(String, Class, EventListener.One)} hear it.
     *
     * @throws IllegalArgumentException where the name is {@code connect}, {@code connection} or {@code new_namespace}
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    void serverSideEmit(String event, Object... arguments);

    /** Tells the other servers an event of a contract. */
    default <T> void serverSideEmit(Event<T> event, T argument) {
        serverSideEmit(event.name(), argument);
    }

    /**
     * Asks the other servers something and collects their answers, the first value of each bound to the type, or all of them
     * where that is {@link Arguments}; those that were silent for 5 seconds are counted. It completes beside the lanes, as
     * {@link Socket#request(String, Class, Object...)} does.
     *
     * @throws IllegalArgumentException as {@link #serverSideEmit(String, Object...)}
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    default <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            String event, Class<R> type, Object... arguments) {
        return serverSideEmitWithAck(event, (Type) type, arguments);
    }

    /** As {@link #serverSideEmitWithAck(String, Class, Object...)}, for answers of a generic type. */
    default <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            String event, TypeReference<R> type, Object... arguments) {
        return serverSideEmitWithAck(event, type.getType(), arguments);
    }

    /** As {@link #serverSideEmitWithAck(String, Class, Object...)}, for answers of any type; the result is of what is bound to it. */
    default <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            String event, Type type, Object... arguments) {
        return serverSideEmitWithAck(Duration.ofSeconds(5), event, type, arguments);
    }

    /** Asks the other servers the request of a contract; as {@link #serverSideEmitWithAck(String, Class, Object...)}. */
    default <A, R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(Request<A, R> request, A argument) {
        return serverSideEmitWithAck(request.name(), request.answer(), argument);
    }

    /**
     * As {@link #serverSideEmitWithAck(String, Class, Object...)}, with a time to answer.
     *
     * @throws IllegalArgumentException where it is negative or longer than 365 days, and as there
     */
    default <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, Class<R> type, Object... arguments) {
        return serverSideEmitWithAck(limit, event, (Type) type, arguments);
    }

    /** As {@link #serverSideEmitWithAck(Duration, String, Class, Object...)}, for answers of a generic type. */
    default <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, TypeReference<R> type, Object... arguments) {
        return serverSideEmitWithAck(limit, event, type.getType(), arguments);
    }

    /** As {@link #serverSideEmitWithAck(Duration, String, Class, Object...)}, for answers of any type. */
    <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, Type type, Object... arguments);

    /** Asks the other servers the request of a contract; as {@link #serverSideEmitWithAck(Duration, String, Class, Object...)}. */
    default <A, R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, Request<A, R> request, A argument) {
        return serverSideEmitWithAck(limit, request.name(), request.answer(), argument);
    }

    /**
     * Listens to what other servers tell; the first argument is bound to the type. Listeners of a namespace run one after the
     * other, on a lane that is theirs, in the order of adding. They stay.
     *
     * @return this namespace
     */
    default <A> Namespace onServerSideEmit(String event, Class<A> type, EventListener.One<A> listener) {
        return onServerSideEmit(event, (Type) type, listener);
    }

    /** Listens to what other servers tell, with a generic argument; as {@link #onServerSideEmit(String, Class, EventListener.One)}. */
    default <A> Namespace onServerSideEmit(String event, TypeReference<A> type, EventListener.One<A> listener) {
        return onServerSideEmit(event, type.getType(), listener);
    }

    /** Listens to what other servers tell; the listener takes what is bound to the type. */
    <A> Namespace onServerSideEmit(String event, Type type, EventListener.One<A> listener);

    /** Listens to an event of a contract that other servers tell. */
    default <T> Namespace onServerSideEmit(Event<T> event, EventListener.One<T> listener) {
        return onServerSideEmit(event.name(), event.type(), listener);
    }

    /**
     * Listens to what other servers tell, with whatever arguments.
     *
     * @return this namespace
     */
    Namespace onServerSideEmit(String event, EventListener.One<Arguments> listener);

    /**
     * Answers what other servers ask; the result, or that of the {@link java.util.concurrent.CompletionStage} that is the
     * result, is the answer. A failure is told to the error hook, and this server is silent.
     *
     * @return this namespace
     */
    default <A> Namespace onServerSideRequest(String event, Class<A> type, EventListener.Answering<A, ?> listener) {
        return onServerSideRequest(event, (Type) type, listener);
    }

    /**
     * Answers what other servers ask, with a generic argument; as
     * {@link #onServerSideRequest(String, Class, EventListener.Answering)}.
     *
     * @return this namespace
     */
    default <A> Namespace onServerSideRequest(
            String event, TypeReference<A> type, EventListener.Answering<A, ?> listener) {
        return onServerSideRequest(event, type.getType(), listener);
    }

    /** Answers what other servers ask; the listener takes what is bound to the type. */
    <A> Namespace onServerSideRequest(String event, Type type, EventListener.Answering<A, ?> listener);

    /** Answers a request of a contract that other servers ask. */
    default <A, R> Namespace onServerSideRequest(Request<A, R> request, EventListener.Answering<A, R> listener) {
        return onServerSideRequest(request.name(), request.type(), listener);
    }

    /**
     * Answers what other servers ask, with whatever arguments; as
     * {@link #onServerSideRequest(String, Class, EventListener.Answering)}.
     *
     * @return this namespace
     */
    Namespace onServerSideRequest(String event, EventListener.Answering<Arguments, ?> listener);
}
