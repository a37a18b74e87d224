package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Scheduler;
import java.util.HashMap;
import java.util.Map;

/**
 * The changes of rooms that one call makes: they go to each loop together, as one task where nobody else changes rooms there
 * meanwhile. The caller's thread only.
 */
final class RoomBatch implements RoomChanges.Way {
    private final Map<Scheduler, RoomChanges.Bundle> open = new HashMap<>(4);

    @Override
    public void follow(RoomChanges changes, SocketState socket, String room, boolean joined) {
        open.compute(
                socket.session().home(),
                (home, bundle) -> changes.follow(bundle, new RoomChanges.Place(socket, room), joined));
    }
}
