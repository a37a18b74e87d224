package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.engineio.session.Tally;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Encoded;
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
    private final Map<String, SocketState> seated = new HashMap<>();

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
     * @param seen the last event that he has seen by his own word, or null
     */
    record Back(
            Recovery recovery, LostSocket socket, @Nullable Long seen) {
        /** He has gone before he had his socket: he may try again. */
        void giveUp() {
            recovery.giveBack(socket);
        }
    }

    /** Whether those who come back are not shown to the middlewares. */
    boolean skipsMiddlewares() {
        return options.skipMiddlewares();
    }

    /** Sends an event to many, and keeps it; taken. */
    void broadcast(Encoded encoded, Target target, String event, Object... arguments) {
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
                                member.tellOutgoing(event, arguments);
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

    /** Sends an event to one socket, and keeps it; taken. */
    void send(SocketState socket, Encoded encoded, SendOptions way) {
        Scheduler home = socket.session().home();
        synchronized (this) {
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

    /** Takes out what is kept of a socket, or what is still there of it by ending it; then goes on, on the home loop. */
    void ask(ClientConnection client, byte[] auth, Consumer<@Nullable Back> then) {
        Claim claim = Claim.of(namespace.context(), auth);
        if (claim == null) {
            then.accept(null);
            return;
        }
        SocketState old;
        synchronized (this) {
            old = seated.get(claim.pid());
        }
        if (old == null || old.session() == client.session()) {
            then.accept(take(claim));
            return;
        }
        // Its end has not been noticed yet.
        old.onHome(() -> {
            old.session().closeNow(DisconnectReason.TRANSPORT_CLOSE);
            client.onHome(() -> then.accept(take(claim)));
        });
    }

    private synchronized void giveBack(LostSocket socket) {
        keep(socket);
    }

    /** Seats a new socket, or one that came back; sends what it has missed. On its home loop. */
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
            } else {
                Long sent = missed.isEmpty()
                        ? back.seen()
                        : Long.valueOf(missed.get(missed.size() - 1).number());
                seat = RecoverySeat.again(back.socket(), log.last(), sent);
            }
            seated.put(seat.pid(), socket);
        }
        for (PacketLog.Entry entry : missed) {
            socket.sendShared(entry.message(), SendOptions.DEFAULT);
            entry.message().release();
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
            seated.remove(seat.pid(), socket);
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

    /** What is kept for a claim, where all that its client has missed is, too. It is kept no longer. */
    private @Nullable Back take(Claim claim) {
        Back back = found(claim);
        if (back == null) {
            refusals().count(SocketRefusal.RECOVERY_REFUSED);
        }
        return back;
    }

    private synchronized @Nullable Back found(Claim claim) {
        if (clock == null) {
            return null;
        }
        forget(clock.nanoTime());
        LostSocket found = lost.remove(claim.pid());
        Long seen = seen(claim);
        boolean readable = claim.offset() == null || seen != null;
        return found != null && readable && log.reaches(found.from(seen)) ? new Back(this, found, seen) : null;
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

    /** The number of the last event that the client has seen, or null where it names none of ours. */
    private @Nullable Long seen(Claim claim) {
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
