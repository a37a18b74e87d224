package dev.socketwire.socketio.spi;

import java.util.Collection;
import java.util.List;

/**
 * What a namespace lends to its adapter: the sockets of this server. Any thread, and nothing here waits. What one thread
 * calls takes effect in its order, for one socket as for all.
 */
public interface AdapterContext {
    /** The name of the namespace, beginning with a slash. */
    String namespace();

    /** The rooms of this server's sockets. */
    RoomView rooms();

    /**
     * Sends an event to the chosen sockets of this server, as the flags of the target say.
     *
     * @throws IllegalArgumentException where an event of another server is none: no JSON, a reserved name, an attachment missing
     */
    void deliver(EventPacket packet, Target target);

    /** Has the chosen sockets of this server join rooms. */
    void join(Target target, Collection<String> rooms);

    /** Has the chosen sockets of this server leave rooms. */
    void leave(Target target, Collection<String> rooms);

    /**
     * Disconnects the chosen sockets of this server.
     *
     * @param close whether the whole connection of each ends
     */
    void disconnect(Target target, boolean close);

    /** The chosen sockets of this server, as they are now. */
    List<SocketDescription> sockets(Target target);

    /** Tells the error hook of the program that something could not be done, say because other servers are out of reach. */
    void failed(String operation, Throwable error);
}
