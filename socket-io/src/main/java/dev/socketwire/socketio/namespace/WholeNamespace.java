package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.Namespace;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** What a namespace does as the choice of all its sockets. Any thread. */
abstract class WholeNamespace implements Namespace {
    /** All its sockets. */
    abstract Broadcast everybody();

    @Override
    public final Broadcast to(String... rooms) {
        return everybody().to(rooms);
    }

    @Override
    public final Broadcast except(String... rooms) {
        return everybody().except(rooms);
    }

    @Override
    public final Broadcast local() {
        return everybody().local();
    }

    @Override
    public final Broadcast dropIfBusy() {
        return everybody().dropIfBusy();
    }

    @Override
    public final Broadcast compress(boolean value) {
        return everybody().compress(value);
    }

    @Override
    public final Broadcast timeout(Duration limit) {
        return everybody().timeout(limit);
    }

    @Override
    public final void emit(String event, Object... arguments) {
        everybody().emit(event, arguments);
    }

    @Override
    public final <R> CompletableFuture<AckReport<R>> request(String event, Type type, Object... arguments) {
        return everybody().request(event, type, arguments);
    }

    @Override
    public final CompletableFuture<FoundSockets> fetchSockets() {
        return everybody().fetchSockets();
    }

    @Override
    public final void socketsJoin(String... rooms) {
        everybody().socketsJoin(rooms);
    }

    @Override
    public final void socketsLeave(String... rooms) {
        everybody().socketsLeave(rooms);
    }

    @Override
    public final void disconnectSockets(boolean close) {
        everybody().disconnectSockets(close);
    }
}
