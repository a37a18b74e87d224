package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.spi.KeptSocket;
import dev.socketwire.socketio.spi.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A socket that a store has given back, until it is seated or given up. Home loop of its client only. */
final class StoredSocket implements Recovery.Back {
    private final StoreRecovery recovery;
    private final StoreRecovery.Holding holding;
    private final KeptSocket kept;
    private final Optional<String> offset;
    private final SocketData data;
    private List<SharedMessage> missed = List.of();
    private boolean over;

    private StoredSocket(
            StoreRecovery recovery,
            StoreRecovery.Holding holding,
            KeptSocket kept,
            Optional<String> offset,
            SocketData data) {
        this.recovery = recovery;
        this.holding = holding;
        this.kept = kept;
        this.offset = offset;
        this.data = data;
    }

    /** A socket of the store; null where it cannot be one of this server. */
    static @Nullable StoredSocket of(
            StoreRecovery recovery, StoreRecovery.Holding holding, KeptSocket kept, Optional<String> offset) {
        ServerContext context = recovery.namespace().context();
        try {
            int own = kept.rooms().contains(kept.id()) ? 1 : 0;
            // That of its id does not count, nor the one that is looked at.
            int others = kept.rooms().size() - own - 1;
            kept.rooms().forEach(room -> SocketRooms.check(context, room, others));
            return new StoredSocket(recovery, holding, kept, offset, context.data(kept.data()));
        } catch (RuntimeException e) {
            context.tell(kept.id(), "recovery", e);
            return null;
        }
    }

    @Override
    public String id() {
        return kept.id();
    }

    @Override
    public SocketData data() {
        return data;
    }

    @Override
    public Set<String> rooms() {
        return kept.rooms();
    }

    @Override
    public void fetch(Consumer<Boolean> then) {
        Scheduler home = holding.client().session().home();
        // What is delivered comes to this loop from now on, though nobody may ever have been on it.
        recovery.namespace().members(home);
        CompletableFuture<Optional<List<Payload>>> answer = new CompletableFuture<>();
        // Before it is asked: so it goes on where it is answered, and what is delivered after that stands behind it on
        // the loop.
        recovery.asked(() -> answer.thenApply(Objects::requireNonNull))
                .exceptionally(failure -> Optional.empty())
                .thenAccept(events -> Recovery.inTurn(home, () -> then.accept(accept(events)), () -> {}));
        try {
            recovery.store().missed(kept, offset, answer);
        } catch (RuntimeException | Error e) {
            answer.completeExceptionally(e);
        }
    }

    /** Whether the client can be told all that it has missed. */
    private boolean accept(Optional<List<Payload>> events) {
        if (over || events.isEmpty() || isTooMuch(events.get())) {
            return false;
        }
        ServerContext context = recovery.namespace().context();
        List<SharedMessage> messages = new ArrayList<>(events.get().size());
        try {
            for (Payload payload : events.get()) {
                ForeignEvent event = context.foreign(payload);
                messages.add(OutgoingEvent.shared(context.ready(
                        context.event(recovery.namespace().wireName(), -1, event.name(), event.arguments()))));
            }
        } catch (RuntimeException e) {
            messages.forEach(SharedMessage::release);
            context.tell(kept.id(), "recovery", e);
            return false;
        }
        missed = messages;
        return true;
    }

    /**
     * Above the limits of what one namespace keeps, or above what may wait for this client: that is known before anything is
     * made for it. A client that polls would else be cut off each time that it comes back.
     */
    private boolean isTooMuch(List<Payload> events) {
        ConnectionStateRecovery limits = recovery.options();
        boolean apart = recovery.namespace().context().parser == null;
        // The answer to its CONNECT is one more.
        int packets = 1;
        long bytes = 0;
        for (Payload event : events) {
            packets += apart ? 1 + event.attachments().size() : 1;
            bytes += event.json().length;
            for (byte[] attachment : event.attachments()) {
                bytes += attachment.length;
            }
        }
        return events.size() > limits.maxPackets()
                || bytes > limits.maxBytes()
                || !holding.client().session().mayWait(packets, bytes);
    }

    @Override
    public void seat(SocketState socket) {
        List<SharedMessage> messages = missed;
        missed = List.of();
        over = true;
        Recovery.welcome(socket, RecoverySeat.unnumbered(holding.pid(), true), messages);
    }

    @Override
    public void giveUp(DisconnectReason reason) {
        over = true;
        missed.forEach(SharedMessage::release);
        missed = List.of();
        if (StoreRecovery.mayComeBack(reason)) {
            recovery.keep(holding, () -> kept);
        } else {
            recovery.release(holding);
        }
    }
}
