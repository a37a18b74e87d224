package dev.socketwire.socketio.spi;

import java.util.Collection;
import java.util.Optional;

/**
 * Told of the answers to one broadcast, by the servers that have sockets to ask. It is done when as many servers have said
 * whom they ask as there are, and all those have answered or will not. Any thread, in any order. What comes too late does no
 * harm, nor does what comes twice and names sockets; without their ids it counts twice.
 */
public interface AckCollector {
    /** So many servers will say whom they ask, this one included. */
    void servers(int count);

    /**
     * One server has sent the event to so many sockets.
     *
     * @param socketIds their ids; empty where the other server does not tell
     */
    void asked(int sockets, Collection<String> socketIds);

    /**
     * A client has answered.
     *
     * @param socketId its socket; empty where the other server does not tell
     * @param answer what the client said; another server may send the first value only
     */
    void answered(Optional<String> socketId, Payload answer);

    /**
     * A client that was asked will not answer: it has gone, it answered nonsense, or its time is over.
     *
     * @param socketId its socket; empty where the other server does not tell
     */
    void silent(Optional<String> socketId);
}
