package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.FoundSockets;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.spi.FetchResult;
import dev.socketwire.socketio.spi.Flags;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** A choice of sockets of a namespace: what is done with them is done by the adapter. A broadcast is one encoding. */
record Choice(NamespaceState namespace, Target target) implements Broadcast {
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
    public Broadcast to(String... more) {
        return new Choice(namespace, target.to(more));
    }

    @Override
    public Broadcast except(String... more) {
        return new Choice(namespace, target.except(more));
    }

    @Override
    public Broadcast local() {
        return with(target.flags().asLocal());
    }

    @Override
    public Broadcast dropIfBusy() {
        return with(target.flags().asVolatile());
    }

    @Override
    public Broadcast compress(boolean value) {
        return with(target.flags().withCompress(value));
    }

    @Override
    public Broadcast timeout(Duration limit) {
        return with(target.flags().withTimeout(checked(limit)));
    }

    @Override
    public void emit(String event, Object... arguments) {
        NamespaceState.checkName(event);
        Encoded encoded = namespace.context().event(namespace.wireName(), -1, event, arguments);
        SharedMessage message = SharedMessage.of(encoded.text(), encoded.binaries());
        try {
            namespace.adapter().broadcast(new OutgoingEvent(message, -1, event, arguments), target);
        } finally {
            message.release();
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
            SocketRooms.check(name, 0);
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

    /** Whether a socket is meant. */
    boolean includes(SocketState socket) {
        return (rooms().isEmpty() || rooms().stream().anyMatch(socket::isIn))
                && exceptRooms().stream().noneMatch(socket::isIn);
    }

    /** A time that somebody has to answer. */
    static Duration checked(Duration limit) {
        if (limit.isNegative() || limit.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("timeout " + limit + " must be from 0 to " + LONGEST);
        }
        return limit;
    }

    private Choice with(Flags flags) {
        return new Choice(namespace, target.with(flags));
    }

    private FoundSockets found(FetchResult result) {
        List<RemoteSocket> sockets = new ArrayList<>(result.sockets().size());
        for (SocketDescription description : result.sockets()) {
            sockets.add(
                    description instanceof FoundSocket here ? here : new DescribedSocket(namespace, description));
        }
        return new FoundSockets(sockets, result.silentServers());
    }
}
