package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.socketio.lane.Lane;

/** What a client is to a namespace: one that asks to connect, or a socket. Home loop only. */
sealed interface Member permits ConnectPhase, SocketState {
    /** The namespace. */
    NamespaceState space();

    /** Where code of the program runs for it. */
    Lane lane();

    /** The connection has ended, or this part of it. */
    void close(DisconnectReason reason);
}
