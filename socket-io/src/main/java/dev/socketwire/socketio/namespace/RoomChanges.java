package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The changes of rooms on their way to the index of one loop. Each is applied as it was made, not as the rooms are by then, so
 * what a thread sends between two of its own finds the index as that thread has left it: on the loop a change is applied at
 * once, as what is sent there is sent at once; from elsewhere it is posted, as that is posted.
 *
 * <p>So a change made on the loop may overtake others of the same room of the same socket. It is the newer one, and they are void
 * when their turn comes. That is remembered until everything that was posted before it has run; of sockets at rest there is
 * nothing.
 *
 * <p>Changes that one call makes are posted together: with the first of them, and those that come until its turn go with it. But
 * none that has another change before it, posted or made here since then, which may be of the same socket: for it begins the next task.
 */
final class RoomChanges {
    /** A room of a socket. */
    record Place(SocketState socket, String room) {}

    /** How the index is made to follow a change. */
    interface Way {
        /** As {@link RoomChanges#follow(SocketState, String, boolean)}. */
        void follow(RoomChanges changes, SocketState socket, String room, boolean joined);
    }

    /** Changes that have one turn. */
    final class Bundle implements Runnable {
        /** The number of changes that were posted, or overtook others, up to this one. */
        private final int number;

        /** Guarded by this; null when its turn has come. */
        private @Nullable List<Place> places = new ArrayList<>();

        private final boolean joined;

        private Bundle(int number, boolean joined) {
            this.number = number;
            this.joined = joined;
        }

        private synchronized boolean add(Place place) {
            return places != null && places.add(place);
        }

        private synchronized List<Place> take() {
            List<Place> all = places == null ? List.of() : places;
            places = null;
            return all;
        }

        @Override
        public void run() {
            for (Place place : take()) {
                applyPosted(place, joined);
            }
        }
    }

    private final LoopMembers members;

    /** How many are posted and have not run. */
    private final AtomicInteger posted = new AtomicInteger();

    /** How many were posted, or have overtaken others. */
    private final AtomicInteger number = new AtomicInteger();

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
        number.incrementAndGet();
        Place place = new Place(socket, room);
        post(home, () -> applyPosted(place, joined));
    }

    /**
     * Has the index follow with other changes of the same call, which all join or all leave; else as {@link #follow}.
     *
     * @param open what was answered for the one before, or null
     * @return where the next one may go along; null where nothing is posted
     */
    @Nullable
    Bundle follow(@Nullable Bundle open, Place place, boolean joined) {
        Scheduler home = place.socket.session().home();
        if (home.inLoop() && place.socket.space().context().recovery.isEmpty()) {
            now(place.socket, place.room, joined);
            return null;
        }
        // Of this socket nothing comes between the look at the number and the addition: its lock is held.
        if (open != null && open.number == number.get() && open.add(place)) {
            return open;
        }
        Bundle next = new Bundle(number.incrementAndGet(), joined);
        next.add(place);
        post(home, next);
        return next;
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
        number.incrementAndGet();
        overtaken.merge(place, 1, Integer::sum);
        Recovery.inTurn(
                home,
                () -> overtaken.computeIfPresent(place, (same, changes) -> changes == 1 ? null : changes - 1),
                () -> {});
    }

    private void post(Scheduler home, Runnable changes) {
        posted.incrementAndGet();
        Recovery.inTurn(home, changes, posted::decrementAndGet);
    }

    private void applyPosted(Place place, boolean joined) {
        if (!overtaken.containsKey(place)) {
            apply(place, joined);
        }
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
