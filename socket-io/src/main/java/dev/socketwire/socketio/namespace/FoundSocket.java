package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.spi.SocketDescription;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A socket of this server, found by a look-up of this server or of another; always as it is now. Any thread.
 *
 * @param limit the time to answer requests, where one was given
 */
record FoundSocket(SocketState socket, Optional<Duration> limit) implements RemoteSocket, SocketDescription {
    @Override
    public String id() {
        return socket.id();
    }

    @Override
    public Optional<Socket> here() {
        return Optional.of(socket);
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
    public <T> T auth(Class<T> type) {
        return socket.auth(type);
    }

    @Override
    public byte[] data() {
        return socket.space().context().encoder.value(socket.data().toMap());
    }

    @Override
    public <T> Optional<T> data(DataKey<T> key) {
        return socket.data().get(key);
    }

    @Override
    public void emit(String event, Object... arguments) {
        socket.emit(event, arguments);
    }

    @Override
    public <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return limit.isPresent()
                ? socket.timeout(limit.get()).request(event, type, arguments)
                : socket.request(event, type, arguments);
    }

    @Override
    public RemoteSocket timeout(Duration value) {
        return new FoundSocket(socket, Optional.of(Choice.checked(value)));
    }

    @Override
    public void join(String... rooms) {
        socket.join(rooms);
    }

    @Override
    public void leave(String room) {
        socket.leave(room);
    }

    @Override
    public void disconnect(boolean close) {
        socket.disconnect(close);
    }
}
