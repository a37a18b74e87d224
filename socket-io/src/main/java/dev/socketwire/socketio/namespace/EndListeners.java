package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import java.util.List;
import java.util.function.Consumer;

/** Who wants to know that a socket ends. Any thread. */
final class EndListeners {
    /** Guarded by this. */
    private List<Consumer<DisconnectReason>> disconnecting = List.of();

    /** Guarded by this. */
    private List<Consumer<DisconnectReason>> disconnected = List.of();

    synchronized void addDisconnecting(Consumer<DisconnectReason> listener) {
        disconnecting = Listeners.with(disconnecting, listener);
    }

    synchronized void addDisconnected(Consumer<DisconnectReason> listener) {
        disconnected = Listeners.with(disconnected, listener);
    }

    /** To be told while the rooms are still there. */
    synchronized List<Consumer<DisconnectReason>> disconnecting() {
        return disconnecting;
    }

    /** To be told when all is over. */
    synchronized List<Consumer<DisconnectReason>> disconnected() {
        return disconnected;
    }
}
