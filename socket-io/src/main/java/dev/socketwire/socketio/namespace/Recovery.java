package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.spi.Adapter;
import dev.socketwire.socketio.spi.RecoveryStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Brings sockets of one namespace back whose connection broke. Any thread, but where something else is said. */
interface Recovery {
    /** Ends after which a client may come back. */
    Set<DisconnectReason> BROKEN = EnumSet.of(
            DisconnectReason.TRANSPORT_ERROR,
            DisconnectReason.TRANSPORT_CLOSE,
            DisconnectReason.FORCED_CLOSE,
            DisconnectReason.FORCED_SERVER_CLOSE,
            DisconnectReason.PING_TIMEOUT);

    /** Somebody who comes back: he alone has what was kept of him. On the home loop. */
    interface Back {
        /** The id of his socket. */
        String id();

        /** The data of the program. */
        SocketData data();

        /** The rooms that he was in. */
        Set<String> rooms();

        /** Goes on when all is there that he has missed; with false where it is not, and he begins anew. */
        void fetch(Consumer<Boolean> then);

        /** Tells him that he is connected, and sends what he has missed: behind it comes what is new. After a fetch. */
        void seat(SocketState socket);

        /** He is not to have his socket: where it is his line that broke he may try again. */
        void giveUp(DisconnectReason reason);
    }

    /** The one that an adapter provides for, or else that of this server's memory. */
    static Recovery of(NamespaceState namespace, ConnectionStateRecovery options, Adapter adapter) {
        RecoveryStore store = adapter.recoveryStore().orElse(null);
        return store == null ? new MemoryRecovery(namespace, options) : new StoreRecovery(namespace, options, store);
    }

    /** Whether those who come back are not shown to the middlewares. */
    boolean skipsMiddlewares();

    /**
     * Takes out what is kept of a socket, then goes on, on the home loop. Where its secret is on another line, be it of a socket
     * or of an attempt to come back, that line is dead, for the client begins a new one only then: it ends first.
     */
    void ask(ClientConnection client, byte[] auth, Consumer<@Nullable Back> then);

    /** Seats a new socket, and tells its client that it is connected. On its home loop. */
    void seat(SocketState socket);

    /** Sends an event to one socket, where its connection broke to whom it will be or is by now; taken. */
    void send(SocketState socket, Encoded encoded, SendOptions way);

    /** Whether somebody will hear what a socket is sent that is not there any more. */
    boolean mayHear(SocketState socket);

    /** A socket has ended; where its connection broke it may come back. On its home loop. */
    void ended(SocketState socket, RecoverySeat seat, Set<String> rooms, DisconnectReason reason);

    /**
     * The server closes, or the namespace is removed, and its last socket has ended or is about to.
     *
     * @return completes when the adapter is not needed any more for what is kept
     */
    CompletableFuture<Void> release();

    /**
     * Sends a client what it has missed and tells it that it is connected: too much of it may end its session, and the socket,
     * which is to know its seat by then. By polling in this order, which is that of the
     * reference: a payload comes whole or not at all. On a WebSocket the other way round: the stock client keeps what comes before
     * the answer, also where its line breaks then, and would hand it on twice. On its home loop.
     *
     * @param missed taken, each of them
     */
    static void welcome(SocketState socket, RecoverySeat seat, List<SharedMessage> missed) {
        socket.sit(seat);
        Wire wire = socket.client.wire();
        String namespace = socket.namespace.wireName();
        boolean whole = socket.session().transport() == TransportName.POLLING;
        if (!whole) {
            wire.connected(namespace, socket.id(), seat.pid());
        }
        for (SharedMessage message : missed) {
            socket.sendShared(message, SendOptions.DEFAULT);
            message.release();
        }
        if (whole) {
            wire.connected(namespace, socket.id(), seat.pid());
        }
    }

    /**
     * Runs something behind all that was handed to a loop before, also where the caller is on it.
     *
     * @param after run when it is done, or will never be
     */
    static void inTurn(Scheduler loop, Runnable task, Runnable after) {
        try {
            loop.execute(() -> {
                try {
                    task.run();
                } finally {
                    after.run();
                }
            });
        } catch (RejectedExecutionException e) {
            // The loop has stopped: nothing lives there any more.
            after.run();
        }
    }
}
