package dev.socketwire.socketio.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps what clients need to come back, for all servers that an adapter joins: a client that one of them has lost may come back
 * to any. Behind it is a stream of events, each of which has an offset, such as the id of its entry.
 *
 * <p>The adapter of a store delivers what it is told to {@linkplain Adapter#broadcast broadcast}, unless it is volatile or local,
 * in one order on every server, with its offset as the last value ({@link Payload#with}); on its own server, too, when it comes
 * round from the stream, and not before. What a socket is sent comes to it as a broadcast to the room of that socket's id.
 * Requests, volatile and local events have no offset, and nobody is told them again.
 *
 * <p>Any thread may call, and no method blocks. Each answer comes once, on any thread; what comes again, or later than five
 * seconds after the question, is not looked at. Where an answer fails, is null, or does not come, the client begins anew, and the
 * program is told as of any other failure of the adapter. Before the adapter is stopped the last sockets of its server are
 * kept; nothing is asked after it.
 *
 * @see Adapter#recoveryStore
 */
public interface RecoveryStore {
    /**
     * Keeps a socket whose connection broke, or whose server closes. It may be given back: a client that had it taken out may go
     * again before it has had it.
     *
     * @param limit how long it may be had
     * @return completes when it can be taken out, by whichever server
     */
    CompletionStage<Void> keep(KeptSocket socket, Duration limit);

    /**
     * Takes out a socket: whoever is given it is the only one. Where it is still connected to another server, whose
     * connection is dead then though nobody has noticed, that server should be made to {@linkplain AdapterContext#giveUp give it
     * up} first; an adapter that cannot ask the others, or has no answer of one of them in time, looks all the same.
     *
     * @param pid what the client says is its secret: any text of at most 128 characters
     * @param offset what it says is the last event that it has seen, as long as that; empty where it has seen none: a store that
     *     does not know where in the stream a socket has begun has nothing for it then
     * @return the socket; empty where there is none, its time is over, or what came behind the offset is not known any more
     */
    CompletionStage<Optional<KeptSocket>> take(String pid, Optional<String> offset);

    /**
     * What a client has missed: the events behind its offset that are for its socket, in their order, each with its own offset as
     * the last value. Where they are more than {@code maxPackets} or {@code maxBytes} of the options, or than may wait for the client, it begins anew.
     *
     * @param socket as it was taken out; {@link Target#reaches} says of an event whether it is for its rooms
     * @param offset as the client brought it
     * @param answer to be completed between two deliveries: what was delivered on this server before is in it, what is delivered
     *     after it is not. So the client, which is connected by that, gets everything once. An adapter that reads the stream on
     *     one thread asks for what is missed, and completes this on that thread when it has delivered as far as the answer goes.
     *     Completed with nothing where what the client has missed is not known any more
     */
    void missed(KeptSocket socket, Optional<String> offset, CompletableFuture<Optional<List<Payload>>> answer);
}
