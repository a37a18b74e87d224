package dev.socketwire.socketio.spi;

import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * What a namespace needs so that its sockets may live on several servers: everything that concerns more sockets than one goes
 * through here. An adapter acts on the sockets of this server by its {@link AdapterContext}, and tells the other servers; one
 * that does only the first is what a server has by default.
 *
 * <p>Any thread may call, and no method blocks or throws for other servers' sake: what fails is told to
 * {@link AdapterContext#failed}. What concerns this server's own sockets is done before a method returns, or what a thread
 * emits next would overtake it; but for events that a {@link RecoveryStore} has yet to give an offset. What the other servers are
 * told is to reach each of them in the order of the calls of one thread, and be handed to its context in that order by one thread at
 * a time: then what is true here is true there. Nobody waits for it, so there is no future for what is done with many.
 * {@link Flags#local} is the adapter's to mind: such a call stays on this server.
 *
 * <p>Methods that are added later have a default.
 */
public interface Adapter {
    /**
     * The namespace is made; its clients are not kept waiting for this.
     *
     * @return completes when other servers are reached; where it fails, the error hook is told
     */
    CompletionStage<Void> start();

    /**
     * The server closes, or the namespace is removed. Nothing is called after it. Called on a thread of the server, also where it is
     * the {@linkplain RecoveryStore store} of this adapter that has been waited for.
     *
     * @return completes when other servers do not count this one any more
     */
    CompletionStage<Void> stop();

    /**
     * Sends an event to the chosen sockets of all servers.
     *
     * @param packet borrowed: its payload can be had until this returns
     */
    void broadcast(EventPacket packet, Target target);

    /**
     * Sends an event to the chosen sockets of all servers and collects the answers.
     *
     * @param packet borrowed: its payload can be had until this returns
     * @param timeout how long clients have; nobody looks at the answers after it
     * @param acks told of the number of servers, of whom each asks and of what comes back
     */
    void broadcastWithAck(EventPacket packet, Target target, Duration timeout, AckCollector acks);

    /** Has the chosen sockets of all servers join rooms. */
    void socketsJoin(Target target, Collection<String> rooms);

    /** Has the chosen sockets of all servers leave rooms. */
    void socketsLeave(Target target, Collection<String> rooms);

    /**
     * Disconnects the chosen sockets of all servers.
     *
     * @param close whether the whole connection of each ends
     */
    void disconnectSockets(Target target, boolean close);

    /**
     * The chosen sockets of all servers.
     *
     * @param timeout how long to wait for the others; then the result says how many were silent
     */
    CompletionStage<FetchResult> fetchSockets(Target target, Duration timeout);

    /** Tells all other servers something; their namespaces of this name, not their clients. */
    void serverSideEmit(Payload event);

    /**
     * Asks all other servers something.
     *
     * @param timeout how long to wait; then the result says how many were silent
     */
    CompletionStage<EmitResult> serverSideEmitWithAck(Payload event, Duration timeout);

    /** How many servers have this namespace, this one included. */
    CompletionStage<Integer> serverCount();

    /**
     * Keeps what clients need to come back to any server. Asked once, before the start, where connections are recovered: where it
     * is not asked, events have no offsets.
     *
     * @return empty, as by default, where each server keeps this in its own memory, for the clients that it had
     */
    default Optional<RecoveryStore> recoveryStore() {
        return Optional.empty();
    }
}
