package dev.socketwire.socketio.spi;

import java.util.Set;

/**
 * What is kept of a socket whose connection broke. Nobody writes to the array.
 *
 * @param pid what its client names to have it back: a secret, between servers as well
 * @param id the id of the socket
 * @param rooms its rooms, that of its id included
 * @param data what its program has kept with it, a JSON object in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record KeptSocket(String pid, String id, Set<String> rooms, byte[] data) {
    /** Copies the set, not the array. */
    public KeptSocket {
        rooms = Set.copyOf(rooms);
    }

    /** For logs: neither the secret nor the data. */
    @Override
    public String toString() {
        return "KeptSocket[id=" + id + ", rooms=" + rooms + "]";
    }
}
