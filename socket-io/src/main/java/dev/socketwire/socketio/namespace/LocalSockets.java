package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.spi.AckCollector;
import dev.socketwire.socketio.spi.AdapterContext;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.Flags;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.RoomView;
import dev.socketwire.socketio.spi.SocketDescription;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** The sockets of one namespace on this server, as its adapter has them. What is sent is one task for each loop. Any thread. */
final class LocalSockets implements AdapterContext {
    private static final SendOptions VOLATILE = new SendOptions(true, true);
    private static final SendOptions PLAIN = new SendOptions(false, false);
    private static final SendOptions VOLATILE_PLAIN = new SendOptions(true, false);

    private final NamespaceState namespace;

    LocalSockets(NamespaceState namespace) {
        this.namespace = namespace;
    }

    @Override
    public String namespace() {
        return namespace.name();
    }

    @Override
    public RoomView rooms() {
        return namespace.rooms();
    }

    @Override
    public void deliver(EventPacket packet, Target target) {
        if (packet instanceof OutgoingEvent own) {
            deliver(own, target);
            return;
        }
        if (namespace.recovery() instanceof MemoryRecovery memory
                && !target.flags().isVolatile()) {
            ForeignEvent event = namespace.context().foreign(packet.payload());
            memory.broadcast(encoded(event, -1), target, event.name(), event.arguments());
        } else {
            OutgoingEvent foreign = foreign(packet, -1);
            deliver(foreign, target);
            foreign.message().release();
        }
    }

    @Override
    public void deliver(EventPacket packet, Target target, Duration timeout, AckCollector acks) {
        if (packet instanceof OutgoingEvent own && own.ackId() >= 0) {
            new LocalAsk(namespace, own, acks).send(target, timeout);
        } else {
            OutgoingEvent foreign = foreign(packet, namespace.nextRequest());
            new LocalAsk(namespace, foreign, acks).send(target, timeout);
            foreign.message().release();
        }
    }

    @Override
    public void join(Target target, Collection<String> rooms) {
        List<String> names = List.copyOf(rooms);
        RoomBatch batch = new RoomBatch();
        each(target, socket -> socket.join(names, batch));
        namespace.rooms().tell();
    }

    @Override
    public void leave(Target target, Collection<String> rooms) {
        List<String> names = List.copyOf(rooms);
        RoomBatch batch = new RoomBatch();
        each(target, socket -> socket.leave(names, batch));
        namespace.rooms().tell();
    }

    @Override
    public void disconnect(Target target, boolean close) {
        Map<Scheduler, List<SocketState>> dismissed = new HashMap<>(4);
        each(target, socket -> {
            socket.dismiss();
            dismissed
                    .computeIfAbsent(socket.session().home(), home -> new ArrayList<>())
                    .add(socket);
        });
        dismissed.forEach((home, sockets) -> namespace.inTurn(
                home, () -> sockets.forEach(socket -> guarded(socket, one -> one.disconnectNow(close)))));
    }

    @Override
    public List<SocketDescription> sockets(Target target) {
        List<SocketDescription> found = new ArrayList<>();
        new Choice(namespace, target).sockets().forEach(socket -> found.add(new FoundSocket(socket)));
        return found;
    }

    @Override
    public void serverSideEvent(Payload event) {
        namespace.serverSide().received(event);
    }

    @Override
    public CompletionStage<Payload> serverSideRequest(Payload event) {
        return namespace.serverSide().asked(event);
    }

    @Override
    public CompletionStage<Void> giveUp(String pid) {
        return namespace.recovery() instanceof StoreRecovery store
                ? store.giveUp(pid)
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public void failed(String operation, Throwable error) {
        namespace.context().tell("", operation, error);
    }

    /** How a message is sent that has these flags. */
    static SendOptions options(Flags flags) {
        if (flags.isVolatile()) {
            return flags.compress() ? VOLATILE : VOLATILE_PLAIN;
        }
        return flags.compress() ? SendOptions.DEFAULT : PLAIN;
    }

    /** An event of another server, encoded; its message is the caller's. */
    private OutgoingEvent foreign(EventPacket packet, long ackId) {
        ForeignEvent event = namespace.context().foreign(packet.payload());
        return OutgoingEvent.of(namespace.context(), encoded(event, ackId), ackId, event.name(), event.arguments());
    }

    private Encoded encoded(ForeignEvent event, long ackId) {
        return namespace.context().event(namespace.wireName(), ackId, event.name(), event.arguments());
    }

    private void deliver(OutgoingEvent event, Target target) {
        SharedMessage message = event.message();
        SendOptions options = options(target.flags());
        namespace.onEveryLoop(
                new Choice(namespace, target),
                message::retain,
                member -> {
                    member.tellOutgoing(event.event(), event.arguments());
                    member.sendShared(message, options);
                },
                message::release);
    }

    /** Here and now, as it is with one socket: the caller's next look finds what it has done, and so does what it sends. */
    private void each(Target target, Consumer<SocketState> action) {
        new Choice(namespace, target).sockets().forEach(socket -> guarded(socket, action));
    }

    /** One socket that cannot, say because it is in too many rooms, keeps no other one from it. */
    private void guarded(SocketState socket, Consumer<SocketState> action) {
        try {
            action.accept(socket);
        } catch (RuntimeException e) {
            namespace.context().tell(socket.id(), "broadcast", e);
        }
    }
}
