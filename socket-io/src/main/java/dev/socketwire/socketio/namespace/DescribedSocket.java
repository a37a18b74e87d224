package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.util.Optional;
import java.util.Set;

/** A socket of another server, as that server has described it: what is done with it goes to the room of its id. Any thread. */
final class DescribedSocket implements RemoteSocket {
    private final NamespaceState namespace;
    private final SocketDescription description;
    private final Choice itself;

    DescribedSocket(NamespaceState namespace, SocketDescription description) {
        this.namespace = namespace;
        this.description = description;
        this.itself = new Choice(namespace, Target.EVERYBODY.to(description.id()));
    }

    @Override
    public String id() {
        return description.id();
    }

    @Override
    public Set<String> rooms() {
        return Set.copyOf(description.rooms());
    }

    @Override
    public HandshakeInfo handshake() {
        return description.handshake();
    }

    @Override
    public <T> T auth(Class<T> type) {
        return namespace.context().auth(description.auth(), type);
    }

    @Override
    public <T> Optional<T> data(DataKey<T> key) {
        return namespace.context().member(description.data(), key.name(), key.type());
    }

    @Override
    public void emit(String event, Object... arguments) {
        itself.emit(event, arguments);
    }

    @Override
    public void join(String... rooms) {
        itself.socketsJoin(rooms);
    }

    @Override
    public void leave(String room) {
        itself.socketsLeave(room);
    }

    @Override
    public void disconnect(boolean close) {
        itself.disconnectSockets(close);
    }
}
