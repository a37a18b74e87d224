package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.AckReport;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.ArgumentTypes;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.spi.AckCollector;
import dev.socketwire.socketio.spi.Payload;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A broadcast of ours that asks for answers: collects them from all servers, until all are there or the time is over. Any thread. */
final class BroadcastRequest<R> implements AckCollector {
    /** What all answers together may have. */
    static final long MAX_BYTES = 16 * 1024 * 1024;

    private final ServerContext context;
    private final String event;
    private final ArgumentTypes types;
    private final CompletableFuture<AckReport<R>> future = new CompletableFuture<>();

    // Guarded by this.
    private final List<AckReport.Reply<R>> replies = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> settledEarly = new HashSet<>();
    private int servers = -1;
    private int reported;
    private int asked;
    private int settled;
    private long bytes;
    private boolean over;

    BroadcastRequest(ServerContext context, String event, Type type) {
        this.context = context;
        this.event = event;
        this.types = context.types(List.of(type));
    }

    /** Asks the chosen sockets. */
    static <R> CompletableFuture<AckReport<R>> send(Choice choice, String event, Type type, Object... arguments) {
        NamespaceState.checkName(event);
        NamespaceState namespace = choice.namespace();
        Duration limit = choice.target().flags().timeout().orElse(Choice.PATIENCE);
        BroadcastRequest<R> request = new BroadcastRequest<>(namespace.context(), event, type);
        long id = namespace.nextRequest();
        Encoded encoded = namespace.context().event(namespace.wireName(), id, event, arguments);
        OutgoingEvent packet = OutgoingEvent.of(namespace.context(), encoded, id, event, arguments);
        request.begin(limit);
        try {
            namespace.adapter().broadcastWithAck(packet, choice.target(), limit, request);
        } finally {
            packet.message().release();
        }
        return request.future;
    }

    /** The time for the answers begins. */
    void begin(Duration limit) {
        // Where the program has ended it itself, nobody waits any more.
        TimeLimit.set(future, limit, this::overdue);
    }

    CompletableFuture<AckReport<R>> future() {
        return future;
    }

    @Override
    public synchronized void servers(int count) {
        servers = count;
        settle();
    }

    @Override
    public synchronized void asked(int sockets, Collection<String> socketIds) {
        reported++;
        asked += sockets;
        for (String id : socketIds) {
            if (!settledEarly.remove(id)) {
                open.add(id);
            }
        }
        settle();
    }

    @Override
    public void answered(Optional<String> socketId, Payload answer) {
        AckReport.Reply<R> reply = isTooMuch(answer) ? null : bound(socketId, answer);
        synchronized (this) {
            if (over) {
                return;
            }
            settled++;
            if (reply != null) {
                replies.add(reply);
                socketId.filter(id -> !open.remove(id)).ifPresent(settledEarly::add);
            }
            settle();
        }
    }

    @Override
    public synchronized void silent(Optional<String> socketId) {
        settled++;
        settle();
    }

    private synchronized void overdue() {
        finish();
    }

    private void settle() {
        if (servers >= 0 && reported >= servers && settled >= asked) {
            finish();
        }
    }

    private void finish() {
        if (over) {
            return;
        }
        over = true;
        // Where not even the number of servers is known, one at least was silent.
        int silentServers = servers < 0 ? 1 : Math.max(0, servers - reported);
        AckReport<R> report = new AckReport<>(asked, replies, open, silentServers);
        // Not here: what hangs on it may take its time, and it must not hold this.
        context.lanes.answer(() -> future.complete(report));
    }

    private boolean isTooMuch(Payload answer) {
        long more = answer.json().length;
        for (byte[] attachment : answer.attachments()) {
            more += attachment.length;
        }
        long all;
        synchronized (this) {
            all = bytes += more;
        }
        if (all > MAX_BYTES) {
            context.refusals.count(SocketRefusal.ANSWER_BYTES);
        }
        if (all > MAX_BYTES && all - more <= MAX_BYTES) {
            context.tell(
                    "",
                    event,
                    new IllegalStateException("answers of " + all + " bytes exceed " + MAX_BYTES
                            + ": those that come later are not taken"));
        }
        return all > MAX_BYTES;
    }

    /** The answer as its type, or null where it does not fit. */
    private AckReport.@Nullable Reply<R> bound(Optional<String> socketId, Payload answer) {
        try {
            ArgumentReader.Outcome outcome = context.read(ServerContext.packet(Packet.Kind.ACK, answer), types);
            if (outcome.misfit() == null) {
                return new AckReport.Reply<>(socketId, Values.get(outcome.values(), 0));
            }
            context.tell(socketId.orElse(""), event, outcome.misfit());
        } catch (PacketFormatException | RuntimeException | Error e) {
            // No JSON from another server, or what a constructor of the program may end in.
            context.tell(socketId.orElse(""), event, e);
        }
        return null;
    }
}
