package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.lane.Lanes;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.Flags;
import dev.socketwire.socketio.spi.KeptSocket;
import dev.socketwire.socketio.spi.RecoveryStore;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of connections in one namespace by the store of its adapter, which numbers the events and keeps what is missed.
 * Here is known only who has which secret: from the moment at which the store is asked until it has it again. Any thread.
 */
final class StoreRecovery implements Recovery {
    /** How long a store may take for an answer: after that nobody waits for it. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final NamespaceState namespace;
    private final ConnectionStateRecovery options;
    private final RecoveryStore store;

    /** Guarded by itself. */
    private final Map<String, Holding> holdings = new HashMap<>();

    /** The adapter ends: its store is not asked any more. */
    private volatile boolean released;

    StoreRecovery(NamespaceState namespace, ConnectionStateRecovery options, RecoveryStore store) {
        this.namespace = namespace;
        this.options = options;
        this.store = store;
    }

    /**
     * A client that has a secret.
     *
     * @param over complete when it has it no longer
     */
    record Holding(String pid, ClientConnection client, CompletableFuture<Void> over) {
        Holding(String pid, ClientConnection client) {
            this(pid, client, new CompletableFuture<>());
        }
    }

    @Override
    public boolean skipsMiddlewares() {
        return options.skipMiddlewares();
    }

    @Override
    public void ask(ClientConnection client, byte[] auth, Consumer<@Nullable Back> then) {
        Claim claim = Claim.of(namespace.context(), auth);
        if (claim == null) {
            then.accept(null);
        } else {
            ask(new Holding(claim.pid(), client), claim, then);
        }
    }

    private void ask(Holding mine, Claim claim, Consumer<@Nullable Back> then) {
        if (released || !mine.client.session().isOpen()) {
            then.accept(null);
            return;
        }
        Holding before;
        synchronized (holdings) {
            before = holdings.putIfAbsent(mine.pid, mine);
        }
        if (before == null) {
            take(mine, Optional.ofNullable(claim.offset()), then);
        } else if (before.client == mine.client) {
            then.accept(null);
        } else {
            end(before).thenRun(() -> mine.client.onHome(() -> ask(mine, claim, then)));
        }
    }

    private void take(Holding mine, Optional<String> offset, Consumer<@Nullable Back> then) {
        asked(() -> store.take(mine.pid, offset).thenApply(Objects::requireNonNull))
                .exceptionally(failure -> Optional.empty())
                .thenAccept(kept -> {
                    try {
                        mine.client.session().home().execute(() -> then.accept(back(mine, kept, offset)));
                    } catch (RejectedExecutionException e) {
                        // The server has closed meanwhile: its client may come back to another one.
                        kept.ifPresentOrElse(socket -> keep(mine, () -> socket), () -> release(mine));
                    }
                });
    }

    private @Nullable StoredSocket back(Holding mine, Optional<KeptSocket> kept, Optional<String> offset) {
        StoredSocket back =
                kept.map(socket -> StoredSocket.of(this, mine, socket, offset)).orElse(null);
        if (back == null) {
            release(mine);
            namespace.context().refusals.count(SocketRefusal.RECOVERY_REFUSED);
        }
        return back;
    }

    /** Nobody has noticed yet that a line is dead. */
    private static CompletableFuture<Void> end(Holding dead) {
        dead.client.onHome(() -> dead.client.session().closeNow(DisconnectReason.TRANSPORT_CLOSE));
        return dead.over;
    }

    /** Another server has the client of a secret. */
    CompletableFuture<Void> giveUp(String pid) {
        Holding holding;
        synchronized (holdings) {
            holding = holdings.get(pid);
        }
        return holding == null
                ? CompletableFuture.completedFuture(null)
                : end(holding).copy();
    }

    @Override
    public void seat(SocketState socket) {
        Holding mine = new Holding(Sids.next(), socket.client);
        synchronized (holdings) {
            holdings.put(mine.pid, mine);
        }
        Recovery.welcome(socket, RecoverySeat.unnumbered(mine.pid, false), List.of());
    }

    @Override
    public void send(SocketState socket, Encoded encoded, SendOptions way) {
        Flags flags = Flags.NONE.withCompress(way.compress());
        Target target = Target.EVERYBODY.to(socket.id()).with(flags);
        namespace.adapter().broadcast(EventPacket.of(Payloads.taken(encoded)), target);
    }

    @Override
    public boolean mayHear(SocketState socket) {
        RecoverySeat seat = socket.seat();
        if (seat == null) {
            return false;
        }
        synchronized (holdings) {
            if (holdings.containsKey(seat.pid())) {
                return true;
            }
        }
        long limit = options.maxDisconnectionDuration().toNanos();
        return seat.isBroken(socket.session().home().nanoTime() - limit);
    }

    @Override
    public void ended(SocketState socket, RecoverySeat seat, Set<String> rooms, DisconnectReason reason) {
        Holding mine;
        synchronized (holdings) {
            mine = holdings.get(seat.pid());
        }
        if (mine == null || mine.client != socket.client) {
            return;
        }
        if (!mayComeBack(reason)) {
            release(mine);
            return;
        }
        seat.broke(socket.session().home().nanoTime());
        Set<String> all = new LinkedHashSet<>(rooms);
        all.add(socket.id());
        keep(mine, () -> new KeptSocket(seat.pid(), socket.id(), all, new FoundSocket(socket).data()));
    }

    /** Whether a client may come back after such an end: also to another server where this one closes. */
    static boolean mayComeBack(DisconnectReason reason) {
        return BROKEN.contains(reason) || reason == DisconnectReason.SERVER_SHUTTING_DOWN;
    }

    /** The store has it, or will never: then the secret is nobody's here. */
    void keep(Holding mine, Supplier<KeptSocket> socket) {
        if (released) {
            namespace.context().refusals.count(SocketRefusal.RECOVERY_TIMEOUT);
            release(mine);
            return;
        }
        // What the program keeps with a socket may be nothing that can be written.
        asked(() -> store.keep(socket.get(), options.maxDisconnectionDuration()))
                .whenComplete((nothing, failure) -> release(mine));
    }

    /** A client has its secret no longer. */
    void release(Holding mine) {
        synchronized (holdings) {
            holdings.remove(mine.pid, mine);
        }
        mine.over.complete(null);
    }

    @Override
    public CompletableFuture<Void> release() {
        CompletableFuture<?>[] all;
        synchronized (holdings) {
            all = holdings.values().stream().map(Holding::over).toArray(CompletableFuture<?>[]::new);
        }
        CompletableFuture<Void> over = CompletableFuture.allOf(all);
        TimeLimit.set(over, PATIENCE, () -> over.complete(null));
        // What follows stops the adapter: not on a thread of its own, where it may have answered just now.
        return over.thenRunAsync(() -> released = true, Lanes::spare);
    }

    ConnectionStateRecovery options() {
        return options;
    }

    NamespaceState namespace() {
        return namespace;
    }

    RecoveryStore store() {
        return store;
    }

    /**
     * What the store answers, if it does in time; of a failure the program is told. Goes on where it is answered, or on a spare
     * thread where the time is over.
     */
    <T> CompletableFuture<T> asked(Supplier<CompletionStage<T>> question) {
        CompletableFuture<T> own;
        try {
            own = question.get().thenApply(answer -> answer).toCompletableFuture();
        } catch (RuntimeException | Error e) {
            own = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<T> answered = own;
        TimeLimit.set(own, PATIENCE, () -> overdue(answered));
        return own.whenComplete((answer, failure) -> {
            if (failure != null) {
                // Not here: where the store has failed at once this is an event loop, else a thread of the store's.
                namespace.context().lanes.failure(() -> namespace.context().tell("", "recovery", cause(failure)));
            }
        });
    }

    private void overdue(CompletableFuture<?> answer) {
        String message = "the store has not answered within " + PATIENCE.toSeconds() + " s";
        if (answer.completeExceptionally(new TimeoutException(message))) {
            namespace.context().refusals.count(SocketRefusal.RECOVERY_TIMEOUT);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
