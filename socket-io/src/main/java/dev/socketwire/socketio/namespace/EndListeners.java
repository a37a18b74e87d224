package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Who wants to know that a socket ends. Any thread. */
final class EndListeners {
    /** Guarded by this. */
    private List<BiConsumer<DisconnectReason, Optional<String>>> disconnecting = List.of();

    /** Guarded by this. */
    private List<BiConsumer<DisconnectReason, Optional<String>>> disconnected = List.of();

    synchronized void addDisconnecting(BiConsumer<DisconnectReason, Optional<String>> listener) {
        disconnecting = Listeners.with(disconnecting, listener);
    }

    synchronized void addDisconnected(BiConsumer<DisconnectReason, Optional<String>> listener) {
        disconnected = Listeners.with(disconnected, listener);
    }

    /** To be told while the rooms are still there. */
    synchronized List<BiConsumer<DisconnectReason, Optional<String>>> disconnecting() {
        return disconnecting;
    }

    /** To be told when all is over. */
    synchronized List<BiConsumer<DisconnectReason, Optional<String>>> disconnected() {
        return disconnected;
    }
}
