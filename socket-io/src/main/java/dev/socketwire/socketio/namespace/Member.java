package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.lane.Lane;
import java.util.Optional;

/** What a client is to a namespace: one that asks to connect, or a socket. Home loop only. */
sealed interface Member permits ConnectPhase, SocketState {
    /** The name of the namespace. */
    String path();

    /** Where code of the program runs for it. */
    Lane lane();

    /** Whether so much of it waits that the client should not be read for now. */
    default boolean isFull() {
        return lane().isFull();
    }

    /**
     * The connection has ended, or this part of it.
     *
     * @param details what is known besides the reason
     */
    void close(DisconnectReason reason, Optional<String> details);
}
