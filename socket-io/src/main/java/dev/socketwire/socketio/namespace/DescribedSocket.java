package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.type.TypeReference;

/** A socket of another server, as that server has described it: what is done with it goes to the room of its id. Any thread. */
final class DescribedSocket implements RemoteSocket {
    private final NamespaceState namespace;
    private final SocketDescription description;
    private final Choice itself;
    private final Emitter emitter;

    DescribedSocket(NamespaceState namespace, SocketDescription description) {
        this.namespace = namespace;
        this.description = description;
        this.itself = new Choice(namespace, Target.EVERYBODY.to(description.id()));
        this.emitter = new RemoteEmitter(description.id(), itself, Choice.PATIENCE);
    }

    @Override
    public String id() {
        return description.id();
    }

    @Override
    public Optional<Socket> here() {
        return Optional.empty();
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
    public <T> T auth(TypeReference<T> type) {
        return namespace.context().auth(description.auth(), type.getType());
    }

    @Override
    public <T> Optional<T> data(DataKey<T> key) {
        return namespace.context().member(description.data(), key);
    }

    @Override
    public Emitter dropIfBusy() {
        return emitter.dropIfBusy();
    }

    @Override
    public Emitter compress(boolean value) {
        return emitter.compress(value);
    }

    @Override
    public Emitter timeout(Duration limit) {
        return emitter.timeout(limit);
    }

    @Override
    public void emit(String event, Object... arguments) {
        emitter.emit(event, arguments);
    }

    @Override
    public <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return emitter.request(event, type, arguments);
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
