package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.socketio.Emitter;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A way to send to one socket.
 *
 * @param limit the time for an answer, or null
 */
record SocketEmitter(
        SocketState socket, SendOptions options, @Nullable Duration limit) implements Emitter {
    private static final Duration LONGEST = Duration.ofDays(365);

    @Override
    public Emitter dropIfBusy() {
        return new SocketEmitter(socket, new SendOptions(true, options.compress()), limit);
    }

    @Override
    public Emitter compress(boolean value) {
        return new SocketEmitter(socket, new SendOptions(options.isVolatile(), value), limit);
    }

    @Override
    public Emitter timeout(Duration value) {
        if (value.isNegative() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout " + value + " must be from 0 to " + LONGEST);
        }
        return new SocketEmitter(socket, options, value);
    }

    @Override
    public void emit(String event, Object... arguments) {
        socket.emit(options, event, arguments);
    }

    @Override
    public <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return PendingRequest.send(socket, new PendingRequest.Question(event, arguments, this), type);
    }
}
