package dev.socketwire.interop.recovery;

import dev.socketwire.socketio.spi.AckCollector;
import dev.socketwire.socketio.spi.Adapter;
import dev.socketwire.socketio.spi.AdapterContext;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.EmitResult;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.FetchResult;
import dev.socketwire.socketio.spi.KeptSocket;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.RecoveryStore;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Servers of one JVM whose events of one namespace are one stream that nothing is forgotten of, and who keep their lost sockets
 * together. What is no event stays on its server.
 */
final class SharedStream implements AdapterFactory {
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Map<String, KeptSocket> kept = new ConcurrentHashMap<>();

    /** Guarded by itself. */
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Payload payload, Target target) {}

    @Override
    public Adapter create(AdapterContext context) {
        return new Node(context);
    }

    private final class Node implements Adapter, RecoveryStore {
        private final AdapterContext here;

        Node(AdapterContext here) {
            this.here = here;
        }

        @Override
        public Optional<RecoveryStore> recoveryStore() {
            return Optional.of(this);
        }

        @Override
        public CompletionStage<Void> keep(KeptSocket socket, Duration limit) {
            kept.put(socket.pid(), socket);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Optional<KeptSocket>> take(String pid, Optional<String> offset) {
            CompletableFuture<?>[] others = nodes.stream()
                    .filter(node -> node != this)
                    .map(node -> node.here.giveUp(pid).toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new);
            return CompletableFuture.allOf(others).thenApply(nothing -> Optional.ofNullable(kept.remove(pid)));
        }

        @Override
        public void missed(
                KeptSocket socket, Optional<String> offset, CompletableFuture<Optional<List<Payload>>> answer) {
            synchronized (entries) {
                answer.complete(offset.map(known -> missed(socket, Integer.parseInt(known))));
            }
        }

        private List<Payload> missed(KeptSocket socket, int offset) {
            List<Payload> found = new ArrayList<>();
            for (int i = offset; i < entries.size(); i++) {
                if (entries.get(i).target.reaches(socket.rooms())) {
                    found.add(entries.get(i).payload.with(String.valueOf(i + 1)));
                }
            }
            return found;
        }

        @Override
        public void broadcast(EventPacket packet, Target target) {
            Payload payload = packet.payload();
            synchronized (entries) {
                entries.add(new Entry(payload, target));
                EventPacket numbered = EventPacket.of(payload.with(String.valueOf(entries.size())));
                nodes.forEach(node -> node.here.deliver(numbered, target));
            }
        }

        @Override
        public CompletionStage<Void> start() {
            nodes.add(this);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            nodes.remove(this);
            return CompletableFuture.completedFuture(null);
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
            // Nobody tells anything.
        }

        @Override
        public CompletionStage<EmitResult> serverSideEmitWithAck(Payload event, Duration timeout) {
            return CompletableFuture.completedFuture(new EmitResult(List.of(), 0));
        }

        @Override
        public CompletionStage<Integer> serverCount() {
            return CompletableFuture.completedFuture(nodes.size());
        }
    }
}
