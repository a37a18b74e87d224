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
import dev.socketwire.socketio.spi.Flags;
import dev.socketwire.socketio.spi.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The recovery of connections in one namespace by the memory of this server, for the clients that it had. Every event but
 * volatile ones and requests has a number, which its clients are told as its last argument; the last events are kept, and so are
 * sockets whose connection broke. Numbers are given, and events handed to the loops, with one lock: so every loop has them in
 * the order of their numbers, and a client has missed exactly what has a higher number than the last event that it has seen. Any
 * thread.
 */
final class MemoryRecovery implements Recovery {
    private final NamespaceState namespace;
    private final ConnectionStateRecovery options;
    private final EventOffsets offsets = new EventOffsets();

    /** The number of the last event that each loop has run. */
    private final Map<Scheduler, Long> run = new ConcurrentHashMap<>(2);

    // Guarded by this.
    /** The number of the last event that each loop was handed. */
    private final Map<Scheduler, Long> handed = new HashMap<>(2);

    private final PacketLog log;
    private final Map<String, LostSocket> lost = new LinkedHashMap<>();

    /** Who has which secret: those with a socket, and those that came back and are asked by middlewares. */
    private final Map<String, ClientConnection> holders = new HashMap<>();

    /** Of the first socket that was seated: before it nobody can come back. */
    private @Nullable Scheduler clock;

    private boolean closed;

    /** Whether there will be a look at what is too old: nothing else may happen that has it forgotten. */
    private boolean looking;

    MemoryRecovery(NamespaceState namespace, ConnectionStateRecovery options) {
        this.namespace = namespace;
        this.options = options;
        this.log = new PacketLog(options);
    }

    @Override
    public boolean skipsMiddlewares() {
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
                if (kept) {
                    handed.put(loop, number);
                }
                Recovery.inTurn(
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

    @Override
    public void send(SocketState socket, Encoded encoded, SendOptions way) {
        synchronized (this) {
            RecoverySeat seat = socket.seat();
            // Nobody can come back between this look and the number.
            if (seat != null && holders.get(seat.pid()) != socket.client) {
                Flags flags = Flags.NONE.withCompress(way.compress());
                broadcast(encoded, Target.EVERYBODY.to(socket.id()).with(flags), member -> {});
                return;
            }
            Scheduler home = socket.session().home();
            long number = log.last() + 1;
            SharedMessage message = stamped(encoded, number);
            boolean kept = keep(message, Target.EVERYBODY.to(socket.id()));
            if (kept) {
                handed.put(home, number);
            }
            Recovery.inTurn(
                    home,
                    () -> {
                        socket.sendNumbered(number, message, way);
                        if (kept) {
                            run.put(home, number);
                        }
                    },
                    message::release);
        }
    }

    @Override
    public void ask(ClientConnection client, byte[] auth, Consumer<@Nullable Back> then) {
        Claim claim = Claim.of(namespace.context(), auth);
        if (claim == null) {
            then.accept(null);
        } else {
            ask(client, claim, then);
        }
    }

    private void ask(ClientConnection client, Claim claim, Consumer<@Nullable Back> then) {
        ClientConnection holder = null;
        RememberedSocket back = null;
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

    @Override
    public synchronized boolean mayHear(SocketState socket) {
        RecoverySeat seat = socket.seat();
        return seat != null && (lost.containsKey(seat.pid()) || holders.containsKey(seat.pid()));
    }

    /** A client that has come back does not get its socket; where it may come again that is kept. */
    synchronized void giveBack(RememberedSocket back, boolean mayComeAgain) {
        holders.remove(back.lost().pid(), back.client());
        if (mayComeAgain) {
            keep(back.lost());
        }
    }

    @Override
    public void seat(SocketState socket) {
        RecoverySeat seat;
        synchronized (this) {
            Scheduler home = socket.session().home();
            clock = clock == null ? home : clock;
            seat = RecoverySeat.anew(Sids.next(), done(home));
            holders.put(seat.pid(), socket.client);
        }
        Recovery.welcome(socket, seat, List.of());
    }

    /** Seats a socket that came back. On its home loop. */
    void seat(SocketState socket, RememberedSocket back) {
        List<PacketLog.Entry> missed;
        RecoverySeat seat;
        synchronized (this) {
            LostSocket before = back.lost();
            missed = missed(before, back.seen());
            // For the welcome.
            missed.forEach(entry -> entry.message().retain());
            Long sent = missed.isEmpty()
                    ? back.seen()
                    : Long.valueOf(missed.get(missed.size() - 1).number());
            seat = RecoverySeat.again(before, back.seen(), log.last(), sent);
        }
        Recovery.welcome(
                socket, seat, missed.stream().map(PacketLog.Entry::message).toList());
    }

    @Override
    public void ended(SocketState socket, RecoverySeat seat, Set<String> rooms, DisconnectReason reason) {
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
                        Math.max(seat.skip(), done(home)),
                        home.nanoTime()));
            }
        }
    }

    @Override
    public synchronized CompletableFuture<Void> release() {
        closed = true;
        log.release();
        lost.clear();
        return CompletableFuture.completedFuture(null);
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
    private @Nullable RememberedSocket take(ClientConnection client, Claim claim) {
        RememberedSocket back = found(client, claim);
        if (back == null) {
            refusals().count(SocketRefusal.RECOVERY_REFUSED);
        } else {
            holders.put(claim.pid(), client);
        }
        return back;
    }

    private @Nullable RememberedSocket found(ClientConnection client, Claim claim) {
        if (clock == null) {
            return null;
        }
        forget(clock.nanoTime());
        LostSocket found = lost.remove(claim.pid());
        Long told = claim.offset() == null ? null : offsets.number(claim.offset());
        if (found == null || (told == null && claim.offset() != null)) {
            return null;
        }
        Long seen = found.seen(told);
        return log.reaches(found.from(seen)) && mayWait(client, missed(found, seen))
                ? new RememberedSocket(this, client, found, seen)
                : null;
    }

    private List<PacketLog.Entry> missed(LostSocket socket, @Nullable Long seen) {
        return log.after(socket.from(seen)).stream()
                .filter(entry -> socket.isMeantBy(entry.target()))
                .toList();
    }

    /** Whether a client may be told all that: by polling it would be cut off, and again each time that it came back. */
    private static boolean mayWait(ClientConnection client, List<PacketLog.Entry> missed) {
        // The answer to its CONNECT.
        int packets = 1;
        long bytes = 0;
        for (PacketLog.Entry entry : missed) {
            packets += entry.message().packets();
            bytes += entry.message().bytes();
        }
        return client.session().mayWait(packets, bytes);
    }

    /** The last event that is not on its way to the sockets of a loop any more: of others it was handed nothing. */
    private long done(Scheduler loop) {
        long ran = run.getOrDefault(loop, 0L);
        return ran == handed.getOrDefault(loop, 0L) ? log.last() : ran;
    }

    private Tally<SocketRefusal> refusals() {
        return namespace.context().refusals;
    }

    /** So nothing is kept for longer than twice its time. */
    private void lookLater() {
        Scheduler loop = clock;
        if (loop != null && !looking && !closed) {
            looking = true;
            Recovery.inTurn(loop, () -> loop.after(options.maxDisconnectionDuration(), () -> look(loop)), () -> {});
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

    /** The message with its offset as the last value of its array. */
    private SharedMessage stamped(Encoded encoded, long number) {
        offsets.append(encoded, number);
        return OutgoingEvent.shared(namespace.context().ready(encoded));
    }
}
