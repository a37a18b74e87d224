package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;

/** What a client is to a namespace: one that asks to connect, or a socket. Home loop only. */
sealed interface Member permits ConnectPhase, SocketState {
    /** The namespace. */
    NamespaceState space();

    /** The connection has ended, or this part of it. */
    void close(DisconnectReason reason);
}
