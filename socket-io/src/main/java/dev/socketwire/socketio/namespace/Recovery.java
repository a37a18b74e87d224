package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.engineio.session.Tally;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.spi.Flags;
import dev.socketwire.socketio.spi.Target;
import io.netty.buffer.ByteBufUtil;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of connections in one namespace. Every event but volatile ones and requests has a number, which its clients are
 * told as its last argument; the last events are kept, and so are sockets whose connection broke. Numbers are given, and events
 * handed to the loops, with one lock: so every loop has them in the order of their numbers, and a client has missed exactly what
 * has a higher number than the last event that it has seen. Any thread.
 */
final class Recovery {
    private static final Set<DisconnectReason> BROKEN = EnumSet.of(
            DisconnectReason.TRANSPORT_ERROR,
            DisconnectReason.TRANSPORT_CLOSE,
            DisconnectReason.FORCED_CLOSE,
            DisconnectReason.FORCED_SERVER_CLOSE,
            DisconnectReason.PING_TIMEOUT);

    private final NamespaceState namespace;
    private final ConnectionStateRecovery options;

    /** What the offsets of this server begin with: those of another one, or of this one before its restart, are none. */
    private final String mark = Sids.next().substring(0, 6) + ".";

    /** The number of the last event that each loop has run. */
    private final Map<Scheduler, Long> run = new ConcurrentHashMap<>(2);

    // Guarded by this.
    private final PacketLog log;
    private final Map<String, LostSocket> lost = new LinkedHashMap<>();

    /** Who has which secret: those with a socket, and those that came back and are asked by middlewares. */
    private final Map<String, ClientConnection> holders = new HashMap<>();

    /** Of the first socket that was seated: before it nobody can come back. */
    private @Nullable Scheduler clock;

    private boolean closed;

    /** Whether there will be a look at what is too old: nothing else may happen that has it forgotten. */
    private boolean looking;

    Recovery(NamespaceState namespace, ConnectionStateRecovery options) {
        this.namespace = namespace;
        this.options = options;
        this.log = new PacketLog(options);
    }

    /**
     * Somebody who comes back.
     *
     * @param seen the last event that he has seen of those sent to him, or null
     */
    record Back(
            Recovery recovery,
            ClientConnection client,
            LostSocket socket,
            @Nullable Long seen) {
        /** He is not to have his socket: where it is his line that broke he may try again. */
        void giveUp(DisconnectReason reason) {
            recovery.giveBack(this, BROKEN.contains(reason));
        }
    }

    /** Whether those who come back are not shown to the middlewares. */
    boolean skipsMiddlewares() {
        return options.skipMiddlewares();
    }

    /** Sends an event to many, and keeps it; taken. */
    void broadcast(Encoded encoded, Target target, String event, Object... arguments) {
        broadcast(encoded, target, member -> member.tellOutgoing(event, arguments));
    }

    private void broadcast(Encoded encoded, Target target, Consumer<SocketState> before) {
        SendOptions way = LocalSockets.options(target.flags());
        Choice choice = new Choice(namespace, target);
        synchronized (this) {
            long number = log.last() + 1;
            SharedMessage message = stamped(encoded, number);
            boolean kept = keep(message, target);
            namespace.forEachLoop((loop, members) -> {
                message.retain();
                inTurn(
                        loop,
                        () -> {
                            members.walk(choice, member -> {
                                before.accept(member);
                                member.sendNumbered(number, message, way);
                            });
                            if (kept) {
                                run.put(loop, number);
                            }
                        },
                        message::release);
            });
            message.release();
        }
    }

    /**
     * Sends an event to one socket, and keeps it; taken. Where its connection broke the client hears it nevertheless, be it when
     * it is back or as the socket that it has by now. Nobody can come back between the look at it and the number.
     */
    void send(SocketState socket, Encoded encoded, SendOptions way) {
        synchronized (this) {
            RecoverySeat seat = socket.seat();
            if (seat != null && holders.get(seat.pid()) != socket.client) {
                Flags flags = Flags.NONE.withCompress(way.compress());
                broadcast(encoded, Target.EVERYBODY.to(socket.id()).with(flags), member -> {});
                return;
            }
            Scheduler home = socket.session().home();
            long number = log.last() + 1;
            SharedMessage message = stamped(encoded, number);
            keep(message, Target.EVERYBODY.to(socket.id()));
            inTurn(
                    home,
                    () -> {
                        socket.sendNumbered(number, message, way);
                        run.put(home, number);
                    },
                    message::release);
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

    /**
     * Takes out what is kept of a socket, then goes on, on the home loop. Where its secret is on another line, be it of a socket
     * or of an attempt to come back, that line is dead, for the client begins a new one only then: it ends first.
     */
    void ask(ClientConnection client, byte[] auth, Consumer<@Nullable Back> then) {
        Claim claim = Claim.of(namespace.context(), auth);
        if (claim == null) {
            then.accept(null);
        } else {
            ask(client, claim, then);
        }
    }

    private void ask(ClientConnection client, Claim claim, Consumer<@Nullable Back> then) {
        ClientConnection holder = null;
        Back back = null;
        synchronized (this) {
            if (client.session().isOpen()) {
                holder = holders.get(claim.pid());
                back = holder == null ? take(client, claim) : null;
            }
        }
        if (holder == null || holder == client) {
            then.accept(back);
        } else {
            end(holder, () -> client.onHome(() -> ask(client, claim, then)));
        }
    }

    /** Nobody has noticed yet that a line is dead. */
    private static void end(ClientConnection dead, Runnable then) {
        dead.onHome(() -> {
            dead.session().closeNow(DisconnectReason.TRANSPORT_CLOSE);
            then.run();
        });
    }

    /** Whether somebody will hear what a socket is sent that is not there any more. */
    synchronized boolean mayHear(@Nullable RecoverySeat seat) {
        return seat != null && (lost.containsKey(seat.pid()) || holders.containsKey(seat.pid()));
    }

    private synchronized void giveBack(Back back, boolean mayComeAgain) {
        holders.remove(back.socket().pid(), back.client());
        if (mayComeAgain) {
            keep(back.socket());
        }
    }

    /**
     * Seats a new socket, or one that came back; sends what it has missed and tells its client that it is connected. By polling
     * in this order, which is that of the reference: a payload comes whole or not at all. On a WebSocket the other way round: the
     * stock client keeps what comes before the answer, also where its line breaks then, and would hand it on twice. On its home
     * loop.
     */
    RecoverySeat seat(SocketState socket, @Nullable Back back) {
        Scheduler home = socket.session().home();
        List<PacketLog.Entry> missed;
        RecoverySeat seat;
        synchronized (this) {
            clock = clock == null ? home : clock;
            missed = back == null ? List.of() : missed(back);
            // Released when they are sent.
            missed.forEach(entry -> entry.message().retain());
            if (back == null) {
                seat = RecoverySeat.anew(Sids.next(), run.getOrDefault(home, 0L));
                holders.put(seat.pid(), socket.client);
            } else {
                Long sent = missed.isEmpty()
                        ? back.seen()
                        : Long.valueOf(missed.get(missed.size() - 1).number());
                seat = RecoverySeat.again(back.socket(), back.seen(), log.last(), sent);
            }
        }
        boolean whole = socket.session().transport() == TransportName.POLLING;
        if (!whole) {
            socket.client.wire().connected(namespace.wireName(), socket.id(), seat.pid());
        }
        for (PacketLog.Entry entry : missed) {
            socket.sendShared(entry.message(), SendOptions.DEFAULT);
            entry.message().release();
        }
        if (whole) {
            socket.client.wire().connected(namespace.wireName(), socket.id(), seat.pid());
        }
        return seat;
    }

    private List<PacketLog.Entry> missed(Back back) {
        return log.after(back.socket().from(back.seen())).stream()
                .filter(entry -> isFor(entry.target(), back.socket()))
                .toList();
    }

    /** A socket has ended; where its connection broke it may come back. On its home loop. */
    void ended(SocketState socket, RecoverySeat seat, Set<String> rooms, DisconnectReason reason) {
        Scheduler home = socket.session().home();
        synchronized (this) {
            holders.remove(seat.pid(), socket.client);
            if (BROKEN.contains(reason)) {
                keep(new LostSocket(
                        seat.pid(),
                        socket.id(),
                        Set.copyOf(rooms),
                        socket.data(),
                        seat.first(),
                        seat.sent(),
                        Math.max(seat.skip(), run.getOrDefault(home, 0L)),
                        home.nanoTime()));
            }
        }
    }

    /** The server closes. */
    synchronized void release() {
        closed = true;
        log.release();
        lost.clear();
    }

    /** Whether an event is kept; it is by now. */
    private boolean keep(SharedMessage message, Target target) {
        if (clock == null || closed) {
            return false;
        }
        refusals().add(SocketRefusal.RECOVERY_PACKETS, log.add(message, target, clock.nanoTime()));
        lookLater();
        return true;
    }

    private void keep(LostSocket socket) {
        forget(socket.at());
        lost.put(socket.pid(), socket);
        lookLater();
        if (lost.size() > options.maxSessions()) {
            lost.remove(lost.keySet().iterator().next());
            refusals().count(SocketRefusal.RECOVERY_SESSIONS);
        }
    }

    /** What is kept for a claim, where all that its client has missed is, too: the client has it now. */
    private @Nullable Back take(ClientConnection client, Claim claim) {
        Back back = found(client, claim);
        if (back == null) {
            refusals().count(SocketRefusal.RECOVERY_REFUSED);
        } else {
            holders.put(claim.pid(), client);
        }
        return back;
    }

    private @Nullable Back found(ClientConnection client, Claim claim) {
        if (clock == null) {
            return null;
        }
        forget(clock.nanoTime());
        LostSocket found = lost.remove(claim.pid());
        Long told = number(claim);
        if (found == null || (told == null && claim.offset() != null)) {
            return null;
        }
        Long seen = found.seen(told);
        return log.reaches(found.from(seen)) ? new Back(this, client, found, seen) : null;
    }

    private Tally<SocketRefusal> refusals() {
        return namespace.context().refusals;
    }

    /** So nothing is kept for longer than twice its time. */
    private void lookLater() {
        Scheduler loop = clock;
        if (loop != null && !looking && !closed) {
            looking = true;
            inTurn(loop, () -> loop.after(options.maxDisconnectionDuration(), () -> look(loop)), () -> {});
        }
    }

    private synchronized void look(Scheduler loop) {
        looking = false;
        forget(loop.nanoTime());
        if (!lost.isEmpty() || !log.isEmpty()) {
            lookLater();
        }
    }

    private void forget(long now) {
        log.trim(now);
        long oldest = now - options.maxDisconnectionDuration().toNanos();
        lost.values().removeIf(socket -> socket.at() - oldest < 0);
    }

    /** The number of the last event that the client has seen by its own word, or null where it names none of ours. */
    private @Nullable Long number(Claim claim) {
        String offset = claim.offset();
        if (offset == null || !offset.startsWith(mark)) {
            return null;
        }
        try {
            return Long.parseLong(offset, mark.length(), offset.length(), 36);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static boolean isFor(Target target, LostSocket socket) {
        return (target.rooms().isEmpty() || isInAny(socket, target.rooms())) && !isInAny(socket, target.except());
    }

    private static boolean isInAny(LostSocket socket, Set<String> rooms) {
        return rooms.stream()
                .anyMatch(room -> room.equals(socket.id()) || socket.rooms().contains(room));
    }

    /** The message with its offset as the last value of its array. */
    private SharedMessage stamped(Encoded encoded, long number) {
        encoded.text().writerIndex(encoded.text().writerIndex() - 1);
        ByteBufUtil.writeAscii(encoded.text(), ",\"" + mark + Long.toString(number, 36) + "\"]");
        return OutgoingEvent.shared(namespace.context().ready(encoded));
    }
}
