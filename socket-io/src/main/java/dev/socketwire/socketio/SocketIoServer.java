package dev.socketwire.socketio;

import dev.socketwire.socketio.netty.ServerAssembly;
import io.netty.channel.ChannelHandler;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;

/**
 * A Socket.IO server: clients 1.x to 4.x, over polling and WebSocket, on a port of its own or in a Netty server that runs
 * already.
 *
 * <pre>{@code
 * SocketIoServer io = SocketIoServer.builder().port(8080).build();
 * io.onConnection(socket -> {
 *     socket.on("msg", String.class, text -> socket.broadcast().emit("serverMsg", text));
 *     socket.on("chat message", String.class, text -> io.emit("chat message", text));
 * });
 * io.start();
 * }</pre>
 *
 * Safe from any thread. What is said here of sockets and rooms concerns the namespace {@code /}; the others are had by
 * {@link #of}.
 */
public final class SocketIoServer implements Broadcast, AutoCloseable {
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);

    private final ServerAssembly parts;
    private final Namespace root;
    private final String host;
    private final int port;

    SocketIoServer(ServerAssembly parts, String host, int port) {
        this.parts = parts;
        this.root = parts.namespace("/");
        this.host = host;
        this.port = port;
    }

    /** Begins with every option at its default. */
    public static SocketIoServerBuilder builder() {
        return new SocketIoServerBuilder();
    }

    /**
     * The namespace of that name, made where there is none; a missing leading slash is added. Where a parent's pattern fits the
     * name it becomes a child of that one.
     *
     * @param name at most 256 bytes in UTF-8 with its slash, without comma and question mark
     * @throws IllegalArgumentException where it is not
     */
    public Namespace of(String name) {
        return parts.namespace(name);
    }

    /**
     * A parent of the namespaces whose names, the leading slash included, match a pattern as a whole; each is made when the
     * first client asks for it. Parents are asked in the order of adding.
     */
    public ParentNamespace of(Pattern pattern) {
        return parts.parent(pattern);
    }

    /** A parent of the namespaces that a rule allows; as {@link #of(Pattern)}. */
    public ParentNamespace of(NamespaceRule rule) {
        return ofAsync(request -> CompletableFuture.completedFuture(rule.allows(request)));
    }

    /** A parent of the namespaces that a rule allows, which answers later; as {@link #of(Pattern)}. */
    public ParentNamespace ofAsync(AsyncNamespaceRule rule) {
        return parts.parent(rule);
    }

    /**
     * Has a handler told of each namespace that is made from now on, by the program or for a client: the reference's
     * {@code new_namespace}. It runs where the namespace is made (for a client that is the lane of its socket to be), before any
     * client is in it.
     *
     * @return this server
     */
    public SocketIoServer onNewNamespace(Consumer<Namespace> handler) {
        parts.onNewNamespace(handler);
        return this;
    }

    /**
     * Adds a middleware to {@code /}; see {@link Namespace#use}.
     *
     * @return this server
     */
    public SocketIoServer use(ConnectMiddleware middleware) {
        root.use(middleware);
        return this;
    }

    /**
     * Adds a middleware to {@code /} that answers later; see {@link Namespace#useAsync}.
     *
     * @return this server
     */
    public SocketIoServer useAsync(AsyncConnectMiddleware middleware) {
        root.useAsync(middleware);
        return this;
    }

    /**
     * Adds a handler for new sockets of {@code /}; see {@link Namespace#onConnection}.
     *
     * @return this server
     */
    public SocketIoServer onConnection(Consumer<Socket> handler) {
        root.onConnection(handler);
        return this;
    }

    /**
     * Adds a handler for new connections of Engine.IO, before they are in any namespace. It runs on the event loop and must not
     * block.
     *
     * @return this server
     */
    public SocketIoServer onEngineConnection(Consumer<EngineConnection> handler) {
        parts.onConnection(handler);
        return this;
    }

    @Override
    public Broadcast to(String... rooms) {
        return root.to(rooms);
    }

    @Override
    public Broadcast except(String... rooms) {
        return root.except(rooms);
    }

    @Override
    public Broadcast local() {
        return root.local();
    }

    @Override
    public Broadcast dropIfBusy() {
        return root.dropIfBusy();
    }

    @Override
    public Broadcast compress(boolean value) {
        return root.compress(value);
    }

    @Override
    public Broadcast timeout(Duration limit) {
        return root.timeout(limit);
    }

    @Override
    public void emit(String event, Object... arguments) {
        root.emit(event, arguments);
    }

    @Override
    public <R> CompletableFuture<AckReport<R>> request(String event, Type type, Object... arguments) {
        return root.request(event, type, arguments);
    }

    @Override
    public CompletableFuture<FoundSockets> fetchSockets() {
        return root.fetchSockets();
    }

    @Override
    public void socketsJoin(String... rooms) {
        root.socketsJoin(rooms);
    }

    @Override
    public void socketsLeave(String... rooms) {
        root.socketsLeave(rooms);
    }

    @Override
    public void disconnectSockets(boolean close) {
        root.disconnectSockets(close);
    }

    /** Tells the other servers something; see {@link Namespace#serverSideEmit(String, Object...)}. */
    public void serverSideEmit(String event, Object... arguments) {
        root.serverSideEmit(event, arguments);
    }

    /** Tells the other servers an event of a contract. */
    public <T> void serverSideEmit(Event<T> event, T argument) {
        root.serverSideEmit(event, argument);
    }

    /** Asks the other servers something; see {@link Namespace#serverSideEmitWithAck(String, Class, Object...)}. */
    public <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            String event, Class<R> type, Object... arguments) {
        return root.serverSideEmitWithAck(event, type, arguments);
    }

    /** Asks the other servers something; see {@link Namespace#serverSideEmitWithAck(String, TypeReference, Object...)}. */
    public <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            String event, TypeReference<R> type, Object... arguments) {
        return root.serverSideEmitWithAck(event, type, arguments);
    }

    /** Asks the other servers something; see {@link Namespace#serverSideEmitWithAck(Duration, String, Class, Object...)}. */
    public <R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(
            Duration limit, String event, Class<R> type, Object... arguments) {
        return root.serverSideEmitWithAck(limit, event, type, arguments);
    }

    /** Asks the other servers the request of a contract; see {@link Namespace#serverSideEmitWithAck(Request, Object)}. */
    public <A, R> CompletableFuture<ServerAnswers<R>> serverSideEmitWithAck(Request<A, R> request, A argument) {
        return root.serverSideEmitWithAck(request, argument);
    }

    /**
     * Listens to what other servers tell; see {@link Namespace#onServerSideEmit(String, Class, EventListener.One)}.
     *
     * @return this server
     */
    public <A> SocketIoServer onServerSideEmit(String event, Class<A> type, EventListener.One<A> listener) {
        root.onServerSideEmit(event, type, listener);
        return this;
    }

    /**
     * Listens to what other servers tell, with a generic argument; as
     * {@link #onServerSideEmit(String, Class, EventListener.One)}.
     *
     * @return this server
     */
    public <A> SocketIoServer onServerSideEmit(String event, TypeReference<A> type, EventListener.One<A> listener) {
        root.onServerSideEmit(event, type, listener);
        return this;
    }

    /**
     * Listens to an event of a contract that other servers tell.
     *
     * @return this server
     */
    public <T> SocketIoServer onServerSideEmit(Event<T> event, EventListener.One<T> listener) {
        root.onServerSideEmit(event, listener);
        return this;
    }

    /**
     * Answers what other servers ask; see {@link Namespace#onServerSideRequest(String, Class, EventListener.Answering)}.
     *
     * @return this server
     */
    public <A> SocketIoServer onServerSideRequest(String event, Class<A> type, EventListener.Answering<A, ?> listener) {
        root.onServerSideRequest(event, type, listener);
        return this;
    }

    /**
     * Answers what other servers ask, with a generic argument; as
     * {@link #onServerSideRequest(String, Class, EventListener.Answering)}.
     *
     * @return this server
     */
    public <A> SocketIoServer onServerSideRequest(
            String event, TypeReference<A> type, EventListener.Answering<A, ?> listener) {
        root.onServerSideRequest(event, type, listener);
        return this;
    }

    /**
     * Answers a request of a contract that other servers ask.
     *
     * @return this server
     */
    public <A, R> SocketIoServer onServerSideRequest(Request<A, R> request, EventListener.Answering<A, R> listener) {
        root.onServerSideRequest(request, listener);
        return this;
    }

    /**
     * Listens on the port of the builder.
     *
     * @return this server
     * @throws java.io.UncheckedIOException where the port cannot be bound
     * @throws IllegalStateException where it was started or closed before
     */
    public SocketIoServer start() {
        parts.start(host, port);
        return this;
    }

    /**
     * The port that is bound.
     *
     * @throws IllegalStateException before the start
     */
    public int port() {
        return parts.port();
    }

    /**
     * Reads the PEM files of {@link SocketIoServerBuilder#tls(java.nio.file.Path, java.nio.file.Path)} again, at once: connections
     * from now on get what stands there, others go on as they are. The server does so by itself within a few seconds of a change.
     *
     * @throws IllegalArgumentException where they cannot be used: the certificate stays the one that it was
     * @throws IllegalStateException where TLS is not served with PEM files
     */
    public void reloadTls() {
        parts.reloadTls();
    }

    /** Open connections, in whatever namespaces. */
    public int sessionCount() {
        return parts.sessionCount();
    }

    /** What the server does and has done: sessions, sockets, rooms, packets, bytes, what waits and what was dropped. */
    public ServerStats stats() {
        return parts.stats();
    }

    /**
     * Handlers for a channel of a Netty server that the program runs, to be added behind its {@code HttpServerCodec}. A new
     * one for each channel. Requests that are not for this server go on to the next handler. The one place where a type of
     * Netty shows.
     */
    @SuppressWarnings("exports")
    public ChannelHandler channelHandler() {
        return parts.channelHandler();
    }

    /**
     * Ends every connection with "server shutting down" and waits for it, 20 seconds at most; what waits for clients is
     * dropped. Where {@link #closeAsync} is draining, that ends. Again: waits for the same end. Not for event loops, where
     * inline listeners run: use {@link #closeAsync} there.
     *
     * @throws IllegalStateException where it is called on an event loop of this server
     */
    @Override
    public void close() {
        if (parts.isOnLoop()) {
            throw new IllegalStateException("close() waits, which an event loop must not: use closeAsync");
        }
        parts.close(Duration.ZERO, CLOSE_LIMIT).join();
    }

    /**
     * Ends gracefully, without waiting. At once new clients are refused with 503 and {@code Retry-After}, so that load balancers
     * take them elsewhere; those that are here go on until what they had sent by now is dealt with, by middlewares that decide, by
     * listeners that run or wait and by stages that are to answer them, and nothing waits for any of them. Then connections end with "server shutting
     * down", 500 at a time with a moment in between, and have 5 seconds to do so. What clients are asked is not waited for, but
     * by a listener. Again: nothing begins anew.
     *
     * @param limit the most time to drain, 0 or more
     * @return completes when all is over, the same for every call; never exceptionally
     * @throws IllegalArgumentException where the limit is negative
     */
    public CompletableFuture<Void> closeAsync(Duration limit) {
        if (limit.isNegative()) {
            throw new IllegalArgumentException("limit " + limit + " must be 0 or more");
        }
        return parts.close(limit, CLOSE_LIMIT);
    }
}
