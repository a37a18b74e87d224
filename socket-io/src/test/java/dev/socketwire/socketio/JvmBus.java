package dev.socketwire.socketio;

import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.spi.AckCollector;
import dev.socketwire.socketio.spi.Adapter;
import dev.socketwire.socketio.spi.AdapterContext;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.EmitResult;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.FetchResult;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Servers of one JVM that are joined to one: what goes from one to another goes as bytes and names only, as it would over a
 * network.
 */
final class JvmBus implements AdapterFactory {
    private final Map<String, List<Node>> nodes = new ConcurrentHashMap<>();

    /** Servers that hear nothing any more, and still count. */
    private final Set<Node> deaf = ConcurrentHashMap.newKeySet();

    /** Whether questions to other servers fail. */
    private volatile boolean broken;

    @Override
    public Adapter create(AdapterContext context) {
        return new Node(context);
    }

    /** The server whose namespace was made last answers nobody any more. */
    void silenceLast(String namespace) {
        List<Node> all = nodes.getOrDefault(namespace, List.of());
        deaf.add(all.get(all.size() - 1));
    }

    /** From now on nobody can be asked anything. */
    void breakDown() {
        broken = true;
    }

    /** A socket as it comes from another server. */
    private record Told(String id, Set<String> rooms, HandshakeInfo handshake, byte[] auth, byte[] data)
            implements SocketDescription {
        static Told of(SocketDescription socket) {
            return new Told(socket.id(), socket.rooms(), socket.handshake(), socket.auth(), socket.data());
        }
    }

    private final class Node implements Adapter {
        private final AdapterContext here;

        Node(AdapterContext here) {
            this.here = here;
        }

        @Override
        public CompletionStage<Void> start() {
            all().add(this);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> stop() {
            all().remove(this);
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void broadcast(EventPacket packet, Target target) {
            here.deliver(packet, target);
            if (!target.flags().local()) {
                Payload payload = packet.payload();
                others(node -> node.here.deliver(EventPacket.of(payload), target));
            }
        }

        @Override
        public void broadcastWithAck(EventPacket packet, Target target, Duration timeout, AckCollector acks) {
            acks.servers(target.flags().local() ? 1 : all().size());
            here.deliver(packet, target, timeout, acks);
            if (!target.flags().local()) {
                Payload payload = packet.payload();
                others(node -> node.here.deliver(EventPacket.of(payload), target, timeout, acks));
            }
        }

        @Override
        public void socketsJoin(Target target, Collection<String> rooms) {
            everywhere(target, node -> node.here.join(target, rooms));
        }

        @Override
        public void socketsLeave(Target target, Collection<String> rooms) {
            everywhere(target, node -> node.here.leave(target, rooms));
        }

        @Override
        public void disconnectSockets(Target target, boolean close) {
            everywhere(target, node -> node.here.disconnect(target, close));
        }

        @Override
        public CompletionStage<FetchResult> fetchSockets(Target target, Duration timeout) {
            List<SocketDescription> found = new ArrayList<>(here.sockets(target));
            if (target.flags().local()) {
                return CompletableFuture.completedFuture(new FetchResult(found, 0));
            }
            int silent = others(node -> node.here.sockets(target).forEach(socket -> found.add(Told.of(socket))));
            CompletableFuture<FetchResult> result = new CompletableFuture<>();
            FetchResult now = new FetchResult(found, silent);
            return silent == 0
                    ? CompletableFuture.completedFuture(now)
                    : result.completeOnTimeout(now, timeout.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void serverSideEmit(Payload event) {
            others(node -> node.here.serverSideEvent(event));
        }

        @Override
        public CompletionStage<EmitResult> serverSideEmitWithAck(Payload event, Duration timeout) {
            if (broken) {
                return CompletableFuture.failedFuture(new IllegalStateException("the bus is broken"));
            }
            List<Payload> answers = new CopyOnWriteArrayList<>();
            List<CompletableFuture<?>> asked = new ArrayList<>();
            int silent = others(node -> asked.add(
                    node.here.serverSideRequest(event).thenAccept(answers::add).toCompletableFuture()));
            for (int i = 0; i < silent; i++) {
                asked.add(new CompletableFuture<>());
            }
            CompletableFuture<EmitResult> result = new CompletableFuture<>();
            Supplier<EmitResult> now = () -> new EmitResult(answers, asked.size() - answers.size());
            CompletableFuture.allOf(asked.stream()
                            .map(one -> one.exceptionally(failure -> null))
                            .toArray(CompletableFuture<?>[]::new))
                    .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
                    .whenComplete((nothing, late) -> result.complete(now.get()));
            return result;
        }

        @Override
        public CompletionStage<Integer> serverCount() {
            return CompletableFuture.completedFuture(all().size());
        }

        private List<Node> all() {
            return nodes.computeIfAbsent(here.namespace(), name -> new CopyOnWriteArrayList<>());
        }

        private void everywhere(Target target, Consumer<Node> action) {
            action.accept(this);
            if (!target.flags().local()) {
                others(action);
            }
        }

        /** Answers how many were silent. */
        private int others(Consumer<Node> action) {
            int silent = 0;
            for (Node node : all()) {
                if (deaf.contains(node)) {
                    silent++;
                } else if (node != this) {
                    action.accept(node);
                }
            }
            return silent;
        }
    }
}
