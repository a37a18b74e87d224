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
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A broadcast of ours that asks for answers: collects them from all servers, until all are there or the time is over. Any thread. */
final class BroadcastRequest<R> implements AckCollector {
    /** What all answers together may have. */
    static final long MAX_BYTES = 16 * 1024 * 1024;

    private final ServerContext context;
    private final Executor completions;
    private final String event;
    private final ArgumentTypes types;
    private final CompletableFuture<AckReport<R>> future = new CompletableFuture<>();

    // Guarded by this.
    private final List<AckReport.Reply<R>> replies = new ArrayList<>();
    private final Set<String> askedIds = new HashSet<>();
    private final Set<String> settledIds = new HashSet<>();
    private int servers = -1;
    private int reported;
    private int asked;
    private int settled;
    private long bytes;
    private boolean over;

    /**
     * A collector.
     *
     * @param completions runs what completes the request
     */
    BroadcastRequest(ServerContext context, Executor completions, String event, Type type) {
        this.context = context;
        this.completions = completions;
        this.event = event;
        this.types = context.types(List.of(type));
    }

    /** Asks the chosen sockets. */
    static <R> CompletableFuture<AckReport<R>> send(Choice choice, String event, Type type, Object... arguments) {
        NamespaceState.checkName(event);
        NamespaceState namespace = choice.namespace();
        Duration limit = choice.target().flags().timeout().orElse(Choice.PATIENCE);
        BroadcastRequest<R> request = new BroadcastRequest<>(namespace.context(), namespace::complete, event, type);
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
        TimeLimit.set(future, limit, () -> complete(over()));
    }

    CompletableFuture<AckReport<R>> future() {
        return future;
    }

    @Override
    public void servers(int count) {
        complete(told(() -> servers = count));
    }

    @Override
    public void asked(int sockets, Collection<String> socketIds) {
        complete(told(() -> {
            // No two servers have a socket in common: what is known already is told twice.
            if (askedIds.addAll(socketIds) || socketIds.isEmpty()) {
                reported++;
                asked += sockets;
            }
        }));
    }

    @Override
    public void answered(Optional<String> socketId, Payload answer) {
        if (isSettled(socketId)) {
            return;
        }
        AckReport.Reply<R> reply = isTooMuch(answer) ? null : bound(socketId, answer);
        complete(told(() -> {
            if (settle(socketId) && reply != null) {
                replies.add(reply);
            }
        }));
    }

    @Override
    public void silent(Optional<String> socketId) {
        complete(told(() -> settle(socketId)));
    }

    private synchronized boolean isSettled(Optional<String> socketId) {
        return over || socketId.filter(settledIds::contains).isPresent();
    }

    /** One socket less to wait for; false where that was known. */
    private boolean settle(Optional<String> socketId) {
        if (!socketId.map(settledIds::add).orElse(true)) {
            return false;
        }
        settled++;
        return true;
    }

    /** Takes note of something; answers the report where nothing more is to come. */
    private synchronized @Nullable AckReport<R> told(Runnable change) {
        if (over) {
            return null;
        }
        change.run();
        return servers >= 0 && reported >= servers && settled >= asked ? over() : null;
    }

    /** The report, for the first who asks. */
    private synchronized @Nullable AckReport<R> over() {
        if (over) {
            return null;
        }
        over = true;
        Set<String> silent = new HashSet<>(askedIds);
        replies.forEach(reply -> reply.socketId().ifPresent(silent::remove));
        // Where not even the number of servers is known, one at least was silent.
        int silentServers = servers < 0 ? 1 : Math.max(0, servers - reported);
        return new AckReport<>(asked, replies, silent, silentServers);
    }

    /** With no lock: what hangs on it is the program's. */
    private void complete(@Nullable AckReport<R> report) {
        if (report != null) {
            completions.execute(() -> future.complete(report));
        }
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
