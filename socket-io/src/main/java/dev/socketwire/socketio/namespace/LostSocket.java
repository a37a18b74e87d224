package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.spi.Target;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a socket whose connection broke.
 *
 * @param pid what its client names to have it back, a secret
 * @param id the id of the socket
 * @param rooms the rooms that it had joined
 * @param data the data of the program
 * @param first the last event before it was there
 * @param sent the last event that it was sent, or null where there was none
 * @param end the last event that would have been sent to it, had it been for it
 * @param at when it was lost
 */
record LostSocket(
        String pid,
        String id,
        Set<String> rooms,
        SocketData data,
        long first,
        @Nullable Long sent,
        long end,
        long at) {
    /** Whether an event for these is for it. */
    boolean isMeantBy(Target target) {
        return (target.rooms().isEmpty() || isInAny(target.rooms())) && !isInAny(target.except());
    }

    private boolean isInAny(Set<String> names) {
        return names.stream().anyMatch(name -> name.equals(id) || rooms.contains(name));
    }

    /** The last event of those sent to it that the client has seen, or null; what it saw before is of another life. */
    @Nullable
    Long seen(@Nullable Long told) {
        return told == null || sent == null || told <= first ? null : told;
    }

    /**
     * From which event on the client is missing some.
     *
     * @param seen the last one that it has seen, or null where it has seen none
     * @return its number, or -1 where the client cannot have seen it
     */
    long from(@Nullable Long seen) {
        if (seen == null) {
            return sent == null ? end : first;
        }
        if (sent == null || seen > sent) {
            return -1;
        }
        return seen.equals(sent) ? Math.max(sent, end) : seen;
    }
}
