package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.spi.SocketDescription;
import java.util.Set;

/** A socket of this server, told as it is when it is asked. Any thread. */
record LocalDescription(SocketState socket) implements SocketDescription {
    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public Set<String> rooms() {
        return socket.rooms();
    }

    @Override
    public HandshakeInfo handshake() {
        return socket.handshake();
    }

    @Override
    public byte[] auth() {
        return socket.authJson();
    }

    @Override
    public byte[] data() {
        return socket.space().context().encoder.value(socket.data().toMap());
    }
}
