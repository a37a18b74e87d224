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
        synchronized (this) {
            if (forgotten || name.equals(socket.id()) || names.contains(name)) {
                return;
            }
            check(socket.space().context(), name, names.size());
            if (names.isEmpty()) {
                names = new HashSet<>(4);
            }
            names.add(name);
            if (!closed) {
                socket.space().rooms().joined(name, socket.id());
            }
            follow(name);
        }
        socket.space().rooms().tell();
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
        synchronized (this) {
            if (names.contains(name)) {
                names.remove(name);
                if (!closed) {
                    socket.space().rooms().left(name, socket.id());
                }
                follow(name);
            }
        }
        socket.space().rooms().tell();
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

    /** Has the index follow; called in the order of the changes. */
    private synchronized void follow(String name) {
        if (!closed) {
            socket.onHome(() -> index(name));
        }
    }

    /** Brings the index of the loop to what the set says now. On the home loop. */
    private void index(String name) {
        LoopMembers members = socket.space().members(socket.session().home());
        boolean in;
        synchronized (this) {
            in = !closed && names.contains(name);
        }
        if (in) {
            members.join(socket, name);
        } else {
            members.part(socket, name);
        }
    }
}
