package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.EventListener;
import java.util.List;

/** Who wants to know what one socket is sent. Any thread. */
final class OutgoingListeners {
    private volatile List<EventListener.Outgoing> all = List.of();

    synchronized void add(EventListener.Outgoing listener) {
        all = Listeners.with(all, listener);
    }

    synchronized void prepend(EventListener.Outgoing listener) {
        all = Listeners.inFront(all, listener);
    }

    synchronized void remove(EventListener.Outgoing listener) {
        all = Listeners.without(all, Listeners.first(all, known -> known == listener));
    }

    synchronized void removeAll() {
        all = List.of();
    }

    List<EventListener.Outgoing> all() {
        return all;
    }
}
