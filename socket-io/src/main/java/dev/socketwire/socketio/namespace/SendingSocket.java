package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Traffic;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.codec.Encoded;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** What goes to the client of one socket, for as long as it is open. Any thread, but where something else is said. */
abstract class SendingSocket extends ListeningSocket {
    final ClientConnection client;
    final Session session;
    final NamespaceState namespace;
    private final Traffic traffic;

    /** Written on the home loop. */
    private volatile boolean open = true;

    /** Set once, before the client is told that it is connected, where it can be recovered. */
    private volatile @Nullable RecoverySeat seat;

    SendingSocket(ClientConnection client, NamespaceState namespace) {
        super(namespace.context());
        this.client = client;
        this.session = client.session();
        this.namespace = namespace;
        this.traffic = namespace.traffic().on(session.home());
    }

    /** Whether the client is there. */
    final boolean isOpen() {
        return open;
    }

    /**
     * Tells the client that it is connected. On the home loop.
     *
     * @param back who it was before, or null
     */
    final void tellConnected(Recovery.@Nullable Back back) {
        Recovery recovery = namespace.recovery();
        if (recovery == null || client.wire().isOld()) {
            client.wire().connected(namespace.wireName(), id());
        } else if (back == null) {
            recovery.seat(self());
        } else {
            back.seat(self());
        }
    }

    /** Where it can be recovered. On the home loop. */
    final void sit(RecoverySeat where) {
        seat = where;
    }

    /** What it knows of the events that it was sent; null before it is connected, and where it cannot be recovered. */
    final @Nullable RecoverySeat seat() {
        return seat;
    }

    /** Nothing goes to the client any more. On the home loop. */
    final void stopSending() {
        open = false;
    }

    /** The socket has ended, and is in no index: where its connection broke it is kept. On the home loop. */
    final void keep(Set<String> rooms, DisconnectReason reason) {
        Recovery recovery = namespace.recovery();
        RecoverySeat known = seat;
        if (recovery != null && known != null) {
            recovery.ended(self(), known, rooms, reason);
        }
    }

    /** A packet has come. On the home loop. */
    final void received(long bytes) {
        traffic.in(bytes);
    }

    /** Sends an acknowledgement; taken. */
    final void answer(Encoded encoded) {
        transmit(encoded, SendOptions.DEFAULT);
    }

    final Session session() {
        return session;
    }

    /** Sends a message of a broadcast; borrowed. */
    final void sendShared(SharedMessage message, SendOptions options) {
        traffic.out(message.bytes());
        client.wire().send(message, options);
    }

    /** Sends an event that has a number, unless the client has had it before it came back; borrowed. */
    final void sendNumbered(long number, SharedMessage message, SendOptions options) {
        RecoverySeat known = seat;
        if (open && (known == null || known.take(number))) {
            sendShared(message, options);
        }
    }

    @Override
    public final boolean recovered() {
        RecoverySeat known = seat;
        return known != null && known.isBack();
    }

    @Override
    public final Emitter dropIfBusy() {
        return emitter().dropIfBusy();
    }

    @Override
    public final Emitter compress(boolean value) {
        return emitter().compress(value);
    }

    @Override
    public final Emitter timeout(Duration limit) {
        return emitter().timeout(limit);
    }

    @Override
    public final void emit(String event, Object... arguments) {
        emit(SendOptions.DEFAULT, event, arguments);
    }

    /** The plain way to send; made on demand, sockets are many. */
    private SocketEmitter emitter() {
        return new SocketEmitter(self(), SendOptions.DEFAULT, null);
    }

    final void emit(SendOptions options, String event, Object... arguments) {
        NamespaceState.checkName(event);
        Recovery recovery = options.isVolatile() || client.wire().isOld() ? null : namespace.recovery();
        if (open || (recovery != null && recovery.mayHear(self()))) {
            if (!(recovery instanceof StoreRecovery)) {
                // Else when it comes round from the adapter.
                tellOutgoing(event, arguments);
            }
            Encoded encoded = namespace.context().event(namespace.wireName(), -1, event, arguments);
            if (recovery == null) {
                transmit(encoded, options);
            } else {
                recovery.send(self(), encoded, options);
            }
        }
    }

    @Override
    public final <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return emitter().request(event, type, arguments);
    }

    /** Sends a packet from whatever thread; taken. */
    final void transmit(Encoded packet, SendOptions options) {
        Encoded encoded = namespace.context().ready(packet);
        Scheduler home = session.home();
        if (home.inLoop() && namespace.recovery() == null) {
            transmitHere(encoded, options);
            return;
        }
        try {
            home.execute(() -> transmitHere(encoded, options));
        } catch (RejectedExecutionException e) {
            // The loop has stopped, and this socket with it.
            encoded.release();
        }
    }

    /** On the home loop, behind what was sent before. */
    final void inTurn(Runnable task) {
        namespace.inTurn(session.home(), task);
    }

    private void transmitHere(Encoded encoded, SendOptions options) {
        if (!open) {
            encoded.release();
        } else {
            traffic.out(NamespaceTraffic.bytes(encoded));
            client.wire().send(encoded, options);
        }
    }
}
