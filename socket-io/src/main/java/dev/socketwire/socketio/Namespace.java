package dev.socketwire.socketio;

import dev.socketwire.socketio.spi.RoomView;
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

    /** The rooms of this server's sockets, and what happens to them. */
    RoomView rooms();

    /** How many servers have this namespace; 1 without an adapter that knows others. */
    CompletableFuture<Integer> serverCount();
}
