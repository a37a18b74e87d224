package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.spi.AckCollector;
import dev.socketwire.socketio.spi.Adapter;
import dev.socketwire.socketio.spi.AdapterContext;
import dev.socketwire.socketio.spi.EmitResult;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.FetchResult;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The adapter of a server that is alone: what is meant for all servers is meant for this one. Any thread. */
final class LocalAdapter implements Adapter {
    private static final CompletableFuture<Void> DONE = CompletableFuture.completedFuture(null);
    private static final CompletableFuture<Integer> ONE = CompletableFuture.completedFuture(1);

    private static final CompletableFuture<EmitResult> NO_ANSWERS =
            CompletableFuture.completedFuture(new EmitResult(List.of(), 0));

    private final AdapterContext here;

    LocalAdapter(AdapterContext here) {
        this.here = here;
    }

    @Override
    public CompletionStage<Void> start() {
        return DONE;
    }

    @Override
    public CompletionStage<Void> stop() {
        return DONE;
    }

    @Override
    public void broadcast(EventPacket packet, Target target) {
        here.deliver(packet, target);
    }

    @Override
    public void broadcastWithAck(EventPacket packet, Target target, Duration timeout, AckCollector acks) {
        acks.servers(1);
        here.deliver(packet, target, timeout, acks);
    }

    @Override
    public void socketsJoin(Target target, Collection<String> rooms) {
        here.join(target, rooms);
    }

    @Override
    public void socketsLeave(Target target, Collection<String> rooms) {
        here.leave(target, rooms);
    }

    @Override
    public void disconnectSockets(Target target, boolean close) {
        here.disconnect(target, close);
    }

    @Override
    public CompletionStage<FetchResult> fetchSockets(Target target, Duration timeout) {
        return CompletableFuture.completedFuture(new FetchResult(here.sockets(target), 0));
    }

    @Override
    public void serverSideEmit(Payload event) {
        // There is nobody else.
    }

    @Override
    public CompletionStage<EmitResult> serverSideEmitWithAck(Payload event, Duration timeout) {
        return NO_ANSWERS;
    }

    @Override
    public CompletionStage<Integer> serverCount() {
        return ONE;
    }
}
