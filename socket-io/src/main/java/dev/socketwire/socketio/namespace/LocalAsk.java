package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.codec.RawArguments;
import dev.socketwire.socketio.spi.AckCollector;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A broadcast that asks the sockets of this server: all by one id, so that it is encoded once. When the walk is done it is said
 * who was asked; when the time is over, who of them was silent. Any thread.
 */
final class LocalAsk {
    private final NamespaceState namespace;
    private final OutgoingEvent event;
    private final AckCollector acks;
    private final Queue<One> asked = new ConcurrentLinkedQueue<>();

    /** Walks that are not done, and sockets that have not answered; the call itself counts for one. */
    private final AtomicInteger open = new AtomicInteger(1);

    private final AtomicInteger walks = new AtomicInteger(1);

    /** Complete when nothing is open any more. */
    private final CompletableFuture<Void> waiting = new CompletableFuture<>();

    /** Whether the time is over. */
    private volatile boolean over;

    LocalAsk(NamespaceState namespace, OutgoingEvent event, AckCollector acks) {
        this.namespace = namespace;
        this.event = event;
        this.acks = acks;
    }

    void send(Target target, Duration timeout) {
        TimeLimit.set(waiting, timeout, this::overdue);
        SendOptions options = LocalSockets.options(target.flags());
        namespace.onEveryLoop(
                new Choice(namespace, target),
                () -> {
                    event.message().retain();
                    walks.incrementAndGet();
                },
                member -> ask(member, options),
                () -> {
                    event.message().release();
                    walked();
                });
        walked();
    }

    private void ask(SocketState member, SendOptions options) {
        One one = new One(member);
        asked.add(one);
        open.incrementAndGet();
        try {
            if (!member.acks().register(event.ackId(), one)) {
                one.disconnected();
                return;
            }
        } catch (IllegalStateException e) {
            namespace.context().tell(member.id(), event.event(), e);
            one.disconnected();
            return;
        }
        if (over) {
            // The loop was busy for all the time there was: who looked for the silent ones may not have seen this one.
            takeBack(one);
        }
        member.tellOutgoing(event.event(), event.arguments());
        member.sendShared(event.message(), options);
    }

    private void walked() {
        if (walks.decrementAndGet() == 0) {
            List<String> ids = asked.stream().map(one -> one.socket.id()).toList();
            acks.asked(ids.size(), ids);
            settled();
        }
    }

    private void settled() {
        if (open.decrementAndGet() == 0) {
            waiting.complete(null);
        }
    }

    private void overdue() {
        over = true;
        asked.forEach(this::takeBack);
    }

    /** Its time is over, where it has not answered. */
    private void takeBack(One one) {
        if (one.socket.acks().take(event.ackId()) != null) {
            one.disconnected();
        }
    }

    /** One socket that was asked. */
    private final class One implements AckTable.Pending {
        private final SocketState socket;

        One(SocketState socket) {
            this.socket = socket;
        }

        @Override
        public void answered(Packet ack) {
            Packet kept = ack.retain();
            long bytes = ack.bytes();
            socket.lane().keep(bytes);
            namespace.context().lanes.answer(() -> {
                try {
                    RawArguments answer = namespace.context().arguments.raw(kept);
                    acks.answered(Optional.of(socket.id()), new Payload(answer.json(), answer.attachments()));
                } catch (PacketFormatException e) {
                    acks.silent(Optional.of(socket.id()));
                    socket.malformed(e);
                } finally {
                    kept.release();
                    socket.lane().letGo(bytes);
                    settled();
                }
            });
        }

        @Override
        public void disconnected() {
            acks.silent(Optional.of(socket.id()));
            settled();
        }
    }
}
