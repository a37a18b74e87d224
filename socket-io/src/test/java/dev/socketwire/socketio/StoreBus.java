package dev.socketwire.socketio;

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
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Servers of one JVM that are joined to one, as by a {@link JvmBus}, and that keep together what clients need to come back: the
 * events are one stream, delivered everywhere in its order, and the place of an event in it is its offset. Tests may have it
 * answer otherwise.
 */
final class StoreBus implements AdapterFactory {
    private static final String MARK = "stream.";

    private final JvmBus bus = new JvmBus();
    private final List<Node> nodes = new CopyOnWriteArrayList<>();
    private final Map<String, KeptSocket> kept = new ConcurrentHashMap<>();

    /** Guarded by itself: who delivers an event has it, and who says what was missed. */
    private final List<Entry> stream = new ArrayList<>();

    /** The events before it are not known any more. */
    private volatile int trimmed;

    private volatile Function<Supplier<CompletionStage<Void>>, CompletionStage<Void>> keeping = Supplier::get;
    private volatile Taking taking = Supplier::get;
    private volatile BiConsumer<Runnable, CompletableFuture<Optional<List<Payload>>>> missing =
            // As from a network: on another thread.
            (real, answer) -> CompletableFuture.runAsync(real);

    /** Questions to an adapter that was stopped before. */
    private final AtomicInteger late = new AtomicInteger();

    private final AtomicInteger keeps = new AtomicInteger();

    private final Queue<String> stoppedOn = new ConcurrentLinkedQueue<>();

    /** As {@link RecoveryStore#take}. */
    interface Taking {
        CompletionStage<Optional<KeptSocket>> apply(Supplier<CompletionStage<Optional<KeptSocket>>> real);
    }

    private record Entry(String namespace, Payload payload, Target target) {}

    @Override
    public Adapter create(AdapterContext context) {
        return new Node(context, bus.create(context));
    }

    /** What was broadcast so far is forgotten. */
    void trim() {
        synchronized (stream) {
            trimmed = stream.size();
        }
    }

    /** The names of the threads that have stopped an adapter. */
    Queue<String> stoppedOn() {
        return stoppedOn;
    }

    /** From now on this is asked to keep sockets, and may ask the store. */
    void keeping(Function<Supplier<CompletionStage<Void>>, CompletionStage<Void>> instead) {
        keeping = instead;
    }

    /** From now on this is asked for sockets, and may ask the store. */
    void taking(Taking instead) {
        taking = instead;
    }

    /** From now on this is asked for what was missed, and may have the store answer on its thread. */
    void missing(BiConsumer<Runnable, CompletableFuture<Optional<List<Payload>>>> instead) {
        missing = instead;
    }

    /** How often a socket was kept. */
    int keeps() {
        return keeps.get();
    }

    int lateQuestions() {
        return late.get();
    }

    int keptSockets() {
        return kept.size();
    }

    private final class Node implements Adapter, RecoveryStore {
        private final AdapterContext here;
        private final Adapter inner;
        private volatile boolean stopped;

        Node(AdapterContext here, Adapter inner) {
            this.here = here;
            this.inner = inner;
        }

        @Override
        public Optional<RecoveryStore> recoveryStore() {
            return Optional.of(this);
        }

        @Override
        public CompletionStage<Void> keep(KeptSocket socket, Duration limit) {
            asked();
            return keeping.apply(() -> {
                // It may have taken its time.
                asked();
                kept.put(here.namespace() + socket.pid(), socket);
                keeps.incrementAndGet();
                return CompletableFuture.completedFuture(null);
            });
        }

        @Override
        public CompletionStage<Optional<KeptSocket>> take(String pid, Optional<String> offset) {
            asked();
            return taking.apply(() -> {
                CompletableFuture<?>[] others = nodes.stream()
                        .filter(node -> node != this && node.here.namespace().equals(here.namespace()))
                        .map(node -> node.here.giveUp(pid).toCompletableFuture())
                        .toArray(CompletableFuture<?>[]::new);
                return CompletableFuture.allOf(others)
                        .thenApply(nothing -> Optional.ofNullable(kept.remove(here.namespace() + pid))
                                .filter(socket -> offset.isPresent() && isKnown(offset.get())));
            });
        }

        @Override
        public void missed(
                KeptSocket socket, Optional<String> offset, CompletableFuture<Optional<List<Payload>>> answer) {
            asked();
            missing.accept(
                    () -> {
                        synchronized (stream) {
                            answer.complete(offset.filter(this::isKnown).map(known -> missed(socket, known)));
                        }
                    },
                    answer);
        }

        private void asked() {
            late.addAndGet(stopped ? 1 : 0);
        }

        private boolean isKnown(String offset) {
            return offset.matches(MARK + "[0-9]{1,8}") && number(offset) >= trimmed;
        }

        private int number(String offset) {
            return Integer.parseInt(offset.substring(MARK.length()));
        }

        private List<Payload> missed(KeptSocket socket, String offset) {
            List<Payload> found = new ArrayList<>();
            for (int i = number(offset); i < stream.size(); i++) {
                Entry entry = stream.get(i);
                if (entry.namespace.equals(here.namespace()) && entry.target.reaches(socket.rooms())) {
                    found.add(entry.payload.with(MARK + (i + 1)));
                }
            }
            return found;
        }

        @Override
        public void broadcast(EventPacket packet, Target target) {
            if (target.flags().isVolatile() || target.flags().local()) {
                inner.broadcast(packet, target);
                return;
            }
            Payload payload = packet.payload();
            synchronized (stream) {
                stream.add(new Entry(here.namespace(), payload, target));
                EventPacket numbered = EventPacket.of(payload.with(MARK + stream.size()));
                for (Node node : nodes) {
                    if (node.here.namespace().equals(here.namespace())) {
                        node.here.deliver(numbered, target);
                    }
                }
            }
        }

        @Override
        public CompletionStage<Void> start() {
            nodes.add(this);
            return inner.start();
        }

        @Override
        public CompletionStage<Void> stop() {
            nodes.remove(this);
            stopped = true;
            stoppedOn.add(Thread.currentThread().getName());
            return inner.stop();
        }

        @Override
        public void broadcastWithAck(EventPacket packet, Target target, Duration timeout, AckCollector acks) {
            inner.broadcastWithAck(packet, target, timeout, acks);
        }

        @Override
        public void socketsJoin(Target target, Collection<String> rooms) {
            inner.socketsJoin(target, rooms);
        }

        @Override
        public void socketsLeave(Target target, Collection<String> rooms) {
            inner.socketsLeave(target, rooms);
        }

        @Override
        public void disconnectSockets(Target target, boolean close) {
            inner.disconnectSockets(target, close);
        }

        @Override
        public CompletionStage<FetchResult> fetchSockets(Target target, Duration timeout) {
            return inner.fetchSockets(target, timeout);
        }

        @Override
        public void serverSideEmit(Payload event) {
            inner.serverSideEmit(event);
        }

        @Override
        public CompletionStage<EmitResult> serverSideEmitWithAck(Payload event, Duration timeout) {
            return inner.serverSideEmitWithAck(event, timeout);
        }

        @Override
        public CompletionStage<Integer> serverCount() {
            return inner.serverCount();
        }
    }
}
