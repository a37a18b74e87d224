package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.spi.RoomListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * What happens to the rooms of one namespace, told to its listeners one after the other: whoever finds nobody telling does
 * it, for the others too. Any thread. Without listeners nothing is kept.
 */
final class RoomEvents {
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();
    private final Queue<Consumer<RoomListener>> happened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tellers = new AtomicInteger();
    private final ServerContext context;

    RoomEvents(ServerContext context) {
        this.context = context;
    }

    void listen(RoomListener listener) {
        listeners.add(listener);
    }

    boolean isHeard() {
        return !listeners.isEmpty();
    }

    /** Something has happened; the order of these calls is the order of telling. */
    void add(Consumer<RoomListener> event) {
        happened.add(event);
    }

    /** Tells what has been added. Nothing is held while listeners run. */
    void tell() {
        if (happened.isEmpty() || tellers.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            for (Consumer<RoomListener> event = happened.poll(); event != null; event = happened.poll()) {
                for (RoomListener listener : listeners) {
                    tell(listener, event);
                }
            }
            seen = tellers.addAndGet(-seen);
        }
    }

    private void tell(RoomListener listener, Consumer<RoomListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException | Error e) {
            context.tell("", "rooms", e);
        }
    }
}
