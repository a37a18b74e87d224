package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.SocketDisconnectedException;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A socket of another server, as that server has described it: what is done with it goes to the room of its id. Any thread. */
final class DescribedSocket implements RemoteSocket {
    private final NamespaceState namespace;
    private final SocketDescription description;
    private final Duration limit;
    private final Choice itself;

    DescribedSocket(NamespaceState namespace, SocketDescription description) {
        this(namespace, description, Choice.PATIENCE);
    }

    private DescribedSocket(NamespaceState namespace, SocketDescription description, Duration limit) {
        this.namespace = namespace;
        this.description = description;
        this.limit = limit;
        this.itself = new Choice(namespace, Target.EVERYBODY.to(description.id()));
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
    public <T> Optional<T> data(DataKey<T> key) {
        return namespace.context().member(description.data(), key.name(), key.type());
    }

    @Override
    public void emit(String event, Object... arguments) {
        itself.emit(event, arguments);
    }

    @Override
    public RemoteSocket timeout(Duration value) {
        return new DescribedSocket(namespace, description, Choice.checked(value));
    }

    @Override
    public <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return itself.timeout(limit).<R>request(event, type, arguments).thenCompose(report -> {
            if (!report.replies().isEmpty()) {
                return CompletableFuture.completedFuture(report.replies().get(0).answer());
            }
            return CompletableFuture.failedFuture(
                    report.asked() == 0 && report.silentServers() == 0
                            ? new SocketDisconnectedException(event, id())
                            : new AckTimeoutException(event, id(), limit));
        });
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
