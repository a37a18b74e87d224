package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Tally;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Packet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answers that one socket owes us, limited in number. Each is taken out exactly once: by its answer, by its deadline, by
 * the end of the socket or by the program itself. Any thread.
 */
final class AckTable {
    static final int MAX_PENDING = 10_000;

    /** A request without an answer yet. */
    interface Pending {
        /** The answer has come; borrowed. On the home loop. */
        void answered(Packet ack);

        /** The socket has ended. On the home loop. */
        void disconnected();
    }

    private final Tally<SocketRefusal> refusals;

    // Guarded by this. Most sockets are never asked anything: the map is made for the first request.
    private Map<Long, Pending> pending = Map.of();
    private long nextId;
    private boolean used;
    private boolean closed;

    /** A table without a request, that counts those that it does not take. */
    AckTable(Tally<SocketRefusal> refusals) {
        this.refusals = refusals;
    }

    /**
     * Adds a request and answers its id; -1 where the socket has ended.
     *
     * @throws IllegalStateException where too many are pending
     */
    synchronized long register(Pending request) {
        if (closed) {
            return -1;
        }
        makeRoom();
        long id = nextId++;
        pending.put(id, request);
        return id;
    }

    /**
     * Adds one socket's part of a request to many, which has its id already; false where the socket has ended.
     *
     * @throws IllegalStateException where too many are pending
     */
    synchronized boolean register(long id, Pending request) {
        if (closed) {
            return false;
        }
        makeRoom();
        pending.put(id, request);
        return true;
    }

    /** Takes a request out; null where it was taken before. */
    synchronized @Nullable Pending take(long id) {
        return pending.isEmpty() ? null : pending.remove(id);
    }

    /** An answer has come: unknown ids, and those answered already, are counted and no more. On the home loop. */
    void answered(Packet ack) {
        Pending request = take(ack.ackId());
        if (request != null) {
            request.answered(ack);
        } else {
            refusals.count(SocketRefusal.UNKNOWN_ANSWER);
        }
    }

    private void makeRoom() {
        if (pending.size() >= MAX_PENDING) {
            refusals.count(SocketRefusal.PENDING_REQUESTS);
            throw new IllegalStateException(
                    pending.size() + " requests of this socket are unanswered, at most " + MAX_PENDING + " may be");
        }
        if (!used) {
            used = true;
            pending = new HashMap<>(4);
        }
    }

    /** The socket has ended. On the home loop. */
    void close() {
        List<Pending> rest;
        synchronized (this) {
            closed = true;
            rest = new ArrayList<>(pending.values());
            pending = Map.of();
        }
        rest.forEach(Pending::disconnected);
    }
}
