package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.RemoteSocket;
import dev.socketwire.socketio.codec.Encoded;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A choice of sockets of a namespace. A broadcast is one encoding and one task for each loop that has members.
 *
 * @param rooms members of any of them; empty: everybody
 * @param exceptRooms but not members of these
 */
record Choice(NamespaceState namespace, Set<String> rooms, Set<String> exceptRooms) implements Broadcast {
    @Override
    public Broadcast to(String... more) {
        return new Choice(namespace, joined(rooms, more), exceptRooms);
    }

    @Override
    public Broadcast except(String... more) {
        return new Choice(namespace, rooms, joined(exceptRooms, more));
    }

    @Override
    public void emit(String event, Object... arguments) {
        NamespaceState.checkName(event);
        Encoded encoded = namespace.context().event(namespace.wireName(), -1, event, arguments);
        SharedMessage message = SharedMessage.of(encoded.text(), encoded.binaries());
        namespace.onEveryLoop(
                this,
                message::retain,
                member -> {
                    member.tellOutgoing(event, arguments);
                    member.sendShared(message);
                },
                message::release);
        message.release();
    }

    @Override
    public CompletableFuture<List<RemoteSocket>> fetchSockets() {
        List<RemoteSocket> found = new ArrayList<>();
        for (SocketState socket : namespace.sockets()) {
            if (includes(socket)) {
                found.add(socket);
            }
        }
        return CompletableFuture.completedFuture(Collections.unmodifiableList(found));
    }

    @Override
    public void socketsJoin(String... names) {
        for (String name : names) {
            SocketRooms.check(name, 0);
        }
        each(socket -> socket.join(names));
    }

    @Override
    public void socketsLeave(String... names) {
        each(socket -> {
            for (String name : names) {
                socket.leave(name);
            }
        });
    }

    @Override
    public void disconnectSockets(boolean close) {
        each(socket -> socket.disconnect(close));
    }

    private boolean includes(SocketState socket) {
        return (rooms.isEmpty() || rooms.stream().anyMatch(socket::isIn))
                && exceptRooms.stream().noneMatch(socket::isIn);
    }

    private void each(Consumer<SocketState> action) {
        namespace.onEveryLoop(this, () -> {}, socket -> guarded(socket, action), () -> {});
    }

    /** One socket that cannot, say because it is in too many rooms, keeps no other one from it. */
    private void guarded(SocketState socket, Consumer<SocketState> action) {
        try {
            action.accept(socket);
        } catch (RuntimeException e) {
            namespace.context().tell(socket.id(), "broadcast", e);
        }
    }

    private static Set<String> joined(Set<String> known, String... more) {
        Set<String> all = new LinkedHashSet<>(known);
        Collections.addAll(all, more);
        return Collections.unmodifiableSet(all);
    }
}
