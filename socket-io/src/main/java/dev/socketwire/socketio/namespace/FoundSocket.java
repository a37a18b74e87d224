package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.DataKey;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.Socket;
import dev.socketwire.socketio.spi.SocketDescription;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.type.TypeReference;

/** A socket of this server, found by a look-up of this server or of another; always as it is now. Any thread. */
record FoundSocket(SocketState socket) implements RemoteSocket, SocketDescription {
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
    public <T> T auth(TypeReference<T> type) {
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
        return socket.request(event, type, arguments);
    }

    @Override
    public Emitter dropIfBusy() {
        return socket.dropIfBusy();
    }

    @Override
    public Emitter compress(boolean value) {
        return socket.compress(value);
    }

    @Override
    public Emitter timeout(Duration limit) {
        return socket.timeout(limit);
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
