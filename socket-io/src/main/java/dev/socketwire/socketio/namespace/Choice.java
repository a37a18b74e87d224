package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.FetchResult;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A choice of sockets of a namespace: what is done with them is done by the adapter. A broadcast is one encoding. */
record Choice(NamespaceState namespace, Target target) implements Operators {
    /** How long other servers may take to answer where the program does not say. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofDays(365);

    /** Members of any of these are meant; empty: everybody. */
    Set<String> rooms() {
        return target.rooms();
    }

    /** But not members of these. */
    Set<String> exceptRooms() {
        return target.except();
    }

    @Override
    public Broadcast with(Target other) {
        return new Choice(namespace, other);
    }

    @Override
    public void emit(String event, Object... arguments) {
        NamespaceState.checkName(event);
        Encoded encoded = namespace.context().event(namespace.wireName(), -1, event, arguments);
        Recovery recovery = namespace.recovery();
        if (recovery != null && !target.flags().isVolatile()) {
            if (namespace.isAlone() && recovery instanceof MemoryRecovery memory) {
                memory.broadcast(encoded, target, event, arguments);
            } else {
                // Other servers are told it as it is; the numbers are of each server for itself.
                namespace.adapter().broadcast(EventPacket.of(Payloads.taken(encoded)), target);
            }
            return;
        }
        OutgoingEvent packet = OutgoingEvent.of(namespace.context(), encoded, -1, event, arguments);
        try {
            namespace.adapter().broadcast(packet, target);
        } finally {
            packet.message().release();
        }
    }

    @Override
    public <R> CompletableFuture<AckReport<R>> request(String event, Type type, Object... arguments) {
        return BroadcastRequest.send(this, event, type, arguments);
    }

    @Override
    public CompletableFuture<FoundSockets> fetchSockets() {
        return namespace
                .adapter()
                .fetchSockets(target, target.flags().timeout().orElse(PATIENCE))
                .toCompletableFuture()
                .thenApply(this::found);
    }

    @Override
    public void socketsJoin(String... names) {
        for (String name : names) {
            SocketRooms.check(namespace.context(), name, 0);
        }
        namespace.adapter().socketsJoin(target, List.of(names));
    }

    @Override
    public void socketsLeave(String... names) {
        namespace.adapter().socketsLeave(target, List.of(names));
    }

    @Override
    public void disconnectSockets(boolean close) {
        namespace.adapter().disconnectSockets(target, close);
    }

    /** The sockets of this server that are meant, as they are for whoever asks; none that has ended or is being disconnected. */
    List<SocketState> sockets() {
        Collection<SocketState> some =
                rooms().isEmpty() ? namespace.states() : namespace.rooms().anyOf(rooms());
        return some.stream()
                .filter(socket -> socket.isConnected() && exceptRooms().stream().noneMatch(socket::isIn))
                .toList();
    }

    /** A time that somebody has to answer. */
    static Duration checked(Duration limit) {
        if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout " + limit + " must be from 0 to " + LONGEST);
        }
        return limit;
    }

    private FoundSockets found(FetchResult result) {
        List<RemoteSocket> sockets = new ArrayList<>(result.sockets().size());
        for (SocketDescription description : result.sockets()) {
            sockets.add(description instanceof FoundSocket here ? here : new DescribedSocket(namespace, description));
        }
        return new FoundSockets(sockets, result.silentServers());
    }
}
