package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.spi.RoomListener;
import dev.socketwire.socketio.spi.RoomView;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Who is in which room of one namespace on this server, as the sockets' programs have said: for look-ups and for what is done
 * with many. Any thread. Broadcasts go by what the loops know, which follow. The room of a socket's own id is not kept: the
 * namespace knows its sockets by id.
 */
final class RoomRegister implements RoomView {
    private final NamespaceState namespace;

    /** Never empty. Changed in the computations of the map only; a single member stands in a set that does not change. */
    private final Map<String, Set<SocketState>> members = new ConcurrentHashMap<>();

    private final RoomEvents events;

    RoomRegister(NamespaceState namespace, ServerContext context) {
        this.namespace = namespace;
        this.events = new RoomEvents(context);
    }

    /** A socket is connected: it is in the room of its id. */
    void entered(String socketId) {
        if (events.isHeard()) {
            if (!members.containsKey(socketId)) {
                events.add(listener -> listener.onCreate(socketId));
            }
            events.add(listener -> listener.onJoin(socketId, socketId));
            events.tell();
        }
    }

    /** A socket has ended, and has left its rooms. */
    void ended(SocketState socket, Iterable<String> rooms) {
        rooms.forEach(room -> left(room, socket));
        if (events.isHeard()) {
            String socketId = socket.id();
            events.add(listener -> listener.onLeave(socketId, socketId));
            if (!members.containsKey(socketId)) {
                events.add(listener -> listener.onDelete(socketId));
            }
        }
        events.tell();
    }

    /** A socket has joined a room; told by {@link #tell} later, when no lock is held any more. */
    void joined(String room, SocketState socket) {
        members.compute(room, (name, known) -> {
            if (events.isHeard()) {
                if (known == null && namespace.find(name) == null) {
                    events.add(listener -> listener.onCreate(name));
                }
                events.add(listener -> listener.onJoin(name, socket.id()));
            }
            return known == null ? Set.of(socket) : with(known, socket);
        });
    }

    /** A socket has left a room; told as {@link #joined} is. */
    void left(String room, SocketState socket) {
        members.computeIfPresent(room, (name, known) -> {
            boolean last = known.size() == 1;
            if (events.isHeard()) {
                events.add(listener -> listener.onLeave(name, socket.id()));
                if (last && namespace.find(name) == null) {
                    events.add(listener -> listener.onDelete(name));
                }
            }
            if (!last) {
                known.remove(socket);
            }
            return last ? null : known;
        });
    }

    /** Tells the listeners what has happened. */
    void tell() {
        events.tell();
    }

    @Override
    public boolean has(String room) {
        return members.containsKey(room) || namespace.find(room) != null;
    }

    /** How many rooms have members, those of the sockets' own ids not counted. */
    int size() {
        return members.size();
    }

    @Override
    public Set<String> names() {
        Set<String> all = new LinkedHashSet<>(members.keySet());
        namespace.states().forEach(socket -> all.add(socket.id()));
        return all;
    }

    @Override
    public Set<String> members(String room) {
        Set<String> ids = new LinkedHashSet<>();
        for (SocketState socket : anyOf(Set.of(room))) {
            if (socket.isOpen()) {
                ids.add(socket.id());
            }
        }
        return ids;
    }

    /** The members of some rooms, each once, for a moment also one that is just ending: a copy. */
    Set<SocketState> anyOf(Set<String> rooms) {
        Set<SocketState> once = new LinkedHashSet<>();
        for (String room : rooms) {
            SocketState itself = namespace.find(room);
            if (itself != null) {
                once.add(itself);
            }
            once.addAll(members.getOrDefault(room, Set.of()));
        }
        return once;
    }

    @Override
    public Set<String> of(String socketId) {
        SocketState socket = namespace.find(socketId);
        return socket == null ? Set.of() : socket.rooms();
    }

    @Override
    public void listen(RoomListener listener) {
        events.listen(listener);
    }

    private static Set<SocketState> with(Set<SocketState> known, SocketState one) {
        if (known.size() > 1) {
            known.add(one);
            return known;
        }
        Set<SocketState> several = ConcurrentHashMap.newKeySet(2);
        several.addAll(known);
        several.add(one);
        return several;
    }
}
