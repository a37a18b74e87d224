package dev.socketwire.socketio.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

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

    /**
     * Sends an event to the chosen sockets of this server and collects their answers. The collector is told once whom this
     * server asks, and then of each of them either what it answered or that it is silent, after the timeout at the latest. It
     * is never told of the number of servers.
     *
     * @throws IllegalArgumentException as {@link #deliver(EventPacket, Target)}
     */
    void deliver(EventPacket packet, Target target, Duration timeout, AckCollector acks);

    /** Has the chosen sockets of this server join rooms: those that are meant now, before this returns. */
    void join(Target target, Collection<String> rooms);

    /** Has the chosen sockets of this server leave rooms, as {@link #join} has them join. */
    void leave(Target target, Collection<String> rooms);

    /**
     * Disconnects the chosen sockets of this server. They are not found any more, and not sent what comes behind; they end a moment
     * later.
     *
     * @param close whether the whole connection of each ends
     */
    void disconnect(Target target, boolean close);

    /** The chosen sockets of this server, as they are now; none that was disconnected. */
    List<SocketDescription> sockets(Target target);

    /**
     * Another server has told something.
     *
     * @throws IllegalArgumentException where the event is none
     */
    void serverSideEvent(Payload event);

    /**
     * Another server asks something.
     *
     * @return the answer; fails where nobody answers, or who does has failed
     * @throws IllegalArgumentException where the event is none
     */
    CompletionStage<Payload> serverSideRequest(Payload event);

    /**
     * A client has come to another server with this secret: ends the connection that has it here, of which nobody has noticed
     * that it is dead. Without a {@link RecoveryStore} there is none.
     *
     * @return completes when the store has its socket, at once where nobody here has the secret
     */
    CompletionStage<Void> giveUp(String pid);

    /** Tells the error hook of the program that something could not be done, say because other servers are out of reach. */
    void failed(String operation, Throwable error);
}
