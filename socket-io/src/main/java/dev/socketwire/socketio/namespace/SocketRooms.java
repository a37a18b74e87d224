package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.SocketRefusal;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * The rooms of one socket, as its program sees them at once; the index of its loop follows in the order of the calls. A client
 * may be gone before its lane has come to know: until the last listeners are told, the names go on as if it were there, for
 * the program's eyes alone, and the index has none of them. Any thread.
 */
final class SocketRooms {
    static final int MAX_ROOMS = 10_000;
    static final int MAX_NAME = 256;

    private final SocketState socket;

    // Guarded by this.
    private Set<String> names = Set.of();
    /** In no index any more. */
    private boolean closed;

    private boolean forgotten;

    SocketRooms(SocketState socket) {
        this.socket = socket;
    }

    void join(String name) {
        join(name, RoomChanges::follow);
        socket.space().rooms().tell();
    }

    /** As {@link #join(String)}, told by the caller later. */
    synchronized void join(String name, RoomChanges.Way way) {
        if (add(name)) {
            way.follow(changes(), socket, name, true);
        }
    }

    /**
     * A room that it has when it begins. It is there at once, also where changes wait for their turn: what is sent from that turn
     * on is for this socket, and may wait already. On the home loop.
     */
    void begin(String name) {
        synchronized (this) {
            // Who has found the socket may have been faster; the index has not followed then.
            if (add(name) || (!closed && names.contains(name))) {
                changes().now(socket, name, true);
            }
        }
        socket.space().rooms().tell();
    }

    /** Whether the index has to follow. With the lock. */
    private boolean add(String name) {
        if (forgotten || name.equals(socket.id()) || names.contains(name)) {
            return false;
        }
        check(socket.space().context(), name, names.size());
        if (names.isEmpty()) {
            names = new HashSet<>(4);
        }
        names.add(name);
        if (!closed) {
            socket.space().rooms().joined(name, socket);
        }
        return !closed;
    }

    /** Whether one more room of that name is within the limits. */
    static void check(ServerContext context, String name, int rooms) {
        if (name.length() <= MAX_NAME && rooms < MAX_ROOMS) {
            return;
        }
        context.refusals.count(SocketRefusal.ROOMS);
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException("room name of " + name.length() + " characters exceeds " + MAX_NAME);
        }
        throw new IllegalStateException("socket is in " + MAX_ROOMS + " rooms, more are not allowed");
    }

    void leave(String name) {
        leave(name, RoomChanges::follow);
        socket.space().rooms().tell();
    }

    /** As {@link #leave(String)}, told by the caller later. */
    synchronized void leave(String name, RoomChanges.Way way) {
        if (names.contains(name)) {
            names.remove(name);
            if (!closed) {
                socket.space().rooms().left(name, socket);
                way.follow(changes(), socket, name, false);
            }
        }
    }

    synchronized boolean contains(String name) {
        return names.contains(name);
    }

    synchronized Set<String> all(String own) {
        Set<String> copy = new LinkedHashSet<>();
        if (!forgotten) {
            copy.add(own);
        }
        copy.addAll(names);
        return copy;
    }

    /** The socket has ended: it is in no index any more; answers where it has been. */
    synchronized Set<String> closed() {
        closed = true;
        return Set.copyOf(names);
    }

    /** Nobody is to see them any more. */
    synchronized void forget() {
        forgotten = true;
        names = Set.of();
    }

    /** To be called with the lock, so that the index has the changes in their order. */
    private RoomChanges changes() {
        return socket.space().members(socket.session().home()).changes();
    }
}
