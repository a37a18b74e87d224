package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.AsyncConnectMiddleware;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.ConnectMiddleware;
import dev.socketwire.socketio.EventListener;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.codec.ArgumentTypes;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What a namespace does as the choice of all its sockets. Any thread. */
abstract class WholeNamespace implements Namespace {
    private static final CompletableFuture<?> AGREED = CompletableFuture.completedFuture(null);

    private final ServerContext context;
    private final List<AsyncConnectMiddleware> middlewares = new CopyOnWriteArrayList<>();
    private final List<Consumer<Socket>> handlers = new CopyOnWriteArrayList<>();

    /** What the program listens to, told by other servers. */
    private final List<Listeners.Listener> serverListeners = new CopyOnWriteArrayList<>();

    WholeNamespace(ServerContext context) {
        this.context = context;
    }

    /** All its sockets. */
    abstract Broadcast everybody();

    /** What all namespaces of the server share. */
    final ServerContext context() {
        return context;
    }

    /** What clients that ask to connect pass, as it is now. */
    List<AsyncConnectMiddleware> middlewares() {
        return List.copyOf(middlewares);
    }

    /** Those that are told of new sockets. */
    List<Consumer<Socket>> handlers() {
        return handlers;
    }

    @Override
    public final Namespace use(ConnectMiddleware middleware) {
        return useAsync(connection -> {
            middleware.connect(connection);
            return AGREED;
        });
    }

    @Override
    public final Namespace useAsync(AsyncConnectMiddleware middleware) {
        middlewares.add(middleware);
        return this;
    }

    @Override
    public final Namespace onConnection(Consumer<Socket> handler) {
        handlers.add(handler);
        return this;
    }

    /** Those that hear what other servers tell. */
    List<Listeners.Listener> serverListeners() {
        return serverListeners;
    }

    @Override
    public final <A> Namespace onServerSideEmit(String event, Type type, EventListener.One<A> listener) {
        return add(event, context.listened(List.of(type)), Listeners.Mode.EACH, listener);
    }

    @Override
    public final Namespace onServerSideEmit(String event, EventListener.One<Arguments> listener) {
        return add(event, null, Listeners.Mode.EACH, listener);
    }

    @Override
    public final <A> Namespace onServerSideRequest(String event, Type type, EventListener.Answering<A, ?> listener) {
        return add(event, context.listened(List.of(type)), Listeners.Mode.ANSWERING, listener);
    }

    @Override
    public final Namespace onServerSideRequest(String event, EventListener.Answering<Arguments, ?> listener) {
        return add(event, null, Listeners.Mode.ANSWERING, listener);
    }

    /** For logs. */
    @Override
    public final String toString() {
        return "Namespace[" + name() + "]";
    }

    private Namespace add(String event, @Nullable ArgumentTypes types, Listeners.Mode mode, EventListener listener) {
        ServerSide.checkName(event);
        serverListeners.add(new Listeners.Listener(event, types, mode, listener));
        return this;
    }

    @Override
    public final Broadcast to(String... rooms) {
        return everybody().to(rooms);
    }

    @Override
    public final Broadcast except(String... rooms) {
        return everybody().except(rooms);
    }

    @Override
    public final Broadcast local() {
        return everybody().local();
    }

    @Override
    public final Broadcast dropIfBusy() {
        return everybody().dropIfBusy();
    }

    @Override
    public final Broadcast compress(boolean value) {
        return everybody().compress(value);
    }

    @Override
    public final Broadcast timeout(Duration limit) {
        return everybody().timeout(limit);
    }

    @Override
    public final void emit(String event, Object... arguments) {
        everybody().emit(event, arguments);
    }

    @Override
    public final <R> CompletableFuture<AckReport<R>> request(String event, Type type, Object... arguments) {
        return everybody().request(event, type, arguments);
    }

    @Override
    public final CompletableFuture<FoundSockets> fetchSockets() {
        return everybody().fetchSockets();
    }

    @Override
    public final void socketsJoin(String... rooms) {
        everybody().socketsJoin(rooms);
    }

    @Override
    public final void socketsLeave(String... rooms) {
        everybody().socketsLeave(rooms);
    }

    @Override
    public final void disconnectSockets(boolean close) {
        everybody().disconnectSockets(close);
    }
}
