package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AckTimeoutException;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.SocketDisconnectedException;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends to one socket of another server, by the room of its id. Any thread.
 *
 * @param itself the choice of that socket alone
 * @param limit the time for its answers
 */
record RemoteEmitter(String socketId, Broadcast itself, Duration limit) implements Emitter {
    @Override
    public Emitter dropIfBusy() {
        return new RemoteEmitter(socketId, itself.dropIfBusy(), limit);
    }

    @Override
    public Emitter compress(boolean value) {
        return new RemoteEmitter(socketId, itself.compress(value), limit);
    }

    @Override
    public Emitter timeout(Duration value) {
        return new RemoteEmitter(socketId, itself, Choice.checked(value));
    }

    @Override
    public void emit(String event, Object... arguments) {
        itself.emit(event, arguments);
    }

    @Override
    public <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return itself.timeout(limit).<R>request(event, type, arguments).thenCompose(report -> {
            if (!report.replies().isEmpty()) {
                return CompletableFuture.completedFuture(report.replies().get(0).answer());
            }
            return CompletableFuture.failedFuture(
                    report.asked() == 0 && report.silentServers() == 0
                            ? new SocketDisconnectedException(event, socketId)
                            : new AckTimeoutException(event, socketId, limit));
        });
    }
}
