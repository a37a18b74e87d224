package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Scheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The changes of rooms on their way to the index of one loop. Each is applied as it was made, not as the rooms are by then, so
 * what a thread sends between two of its own finds the index as that thread has left it: on the loop a change is applied at
 * once, as what is sent there is sent at once; from elsewhere it is posted, as that is posted.
 *
 * <p>So a change made on the loop may overtake others of the same room of the same socket. It is the newer one, and they are void
 * when their turn comes. That is remembered until everything that was posted before it has run; of sockets at rest there is
 * nothing.
 */
final class RoomChanges {
    /** A room of a socket. */
    private record Place(SocketState socket, String room) {}

    private final LoopMembers members;

    /** How many are posted and have not run. */
    private final AtomicInteger posted = new AtomicInteger();

    /** Where what is posted is void, and how many changes say so. Home loop only. */
    private final Map<Place, Integer> overtaken = new HashMap<>(0);

    RoomChanges(LoopMembers members) {
        this.members = members;
    }

    /** Has the index follow. Any thread; the changes of one socket one by one, in their order. */
    void follow(SocketState socket, String room, boolean joined) {
        Scheduler home = socket.session().home();
        if (home.inLoop() && socket.space().context().recovery.isEmpty()) {
            now(socket, room, joined);
            return;
        }
        Place place = new Place(socket, room);
        posted.incrementAndGet();
        Recovery.inTurn(
                home,
                () -> {
                    if (!overtaken.containsKey(place)) {
                        apply(place, joined);
                    }
                },
                posted::decrementAndGet);
    }

    /** Has the index follow at once, past what is posted. On the loop; else as {@link #follow}. */
    void now(SocketState socket, String room, boolean joined) {
        Place place = new Place(socket, room);
        if (posted.get() > 0) {
            overtake(place, socket.session().home());
        }
        apply(place, joined);
    }

    /** What is posted by now is void; what will be posted is behind the task that ends this. */
    private void overtake(Place place, Scheduler home) {
        overtaken.merge(place, 1, Integer::sum);
        Recovery.inTurn(
                home,
                () -> overtaken.computeIfPresent(place, (same, changes) -> changes == 1 ? null : changes - 1),
                () -> {});
    }

    /** A socket that has ended meanwhile is in no room any more, and comes into none. */
    private void apply(Place place, boolean joined) {
        if (!joined) {
            members.part(place.socket, place.room);
        } else if (place.socket.isOpen()) {
            members.join(place.socket, place.room);
        }
    }
}
