package dev.socketwire.socketio;

import dev.socketwire.socketio.spi.RoomView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

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
     * Tells the other servers something, not their clients: their listeners of {@link #onServerSideEmit} hear it.
     *
     * @throws IllegalArgumentException where the name is {@code connect}, {@code connection} or {@code new_namespace}
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    void serverSideEmit(String event, Object... arguments);

    /**
     * Asks the other servers something and collects their answers, the first value of each bound to the type, or all of them
     * where that is {@link Arguments}; those that were silent for 5 seconds are counted. It completes beside the lanes, as
     * {@link Socket#request(String, Class, Object...)} does.
     */
    default <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            String event, Class<R> type, Object... arguments) {
        return serverSideEmitWithAck(Duration.ofSeconds(5), event, type, arguments);
    }

    /**
     * As {@link #serverSideEmitWithAck(String, Class, Object...)}, with a time to answer.
     *
     * @throws IllegalArgumentException where it is negative or longer than a year
     */
    <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, Class<R> type, Object... arguments);

    /**
     * Listens to what other servers tell; the first argument is bound to the type. Listeners of a namespace run one after the
     * other, on a lane that is theirs, in the order of adding. They stay.
     *
     * @return this namespace
     */
    <A> Namespace onServerSideEmit(String event, Class<A> type, EventListener.One<A> listener);

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
    <A> Namespace onServerSideRequest(String event, Class<A> type, EventListener.Answering<A, ?> listener);

    /**
     * Answers what other servers ask, with whatever arguments; as
     * {@link #onServerSideRequest(String, Class, EventListener.Answering)}.
     *
     * @return this namespace
     */
    Namespace onServerSideRequest(String event, EventListener.Answering<Arguments, ?> listener);
}
