package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.spi.RoomListener;
import dev.socketwire.socketio.spi.RoomView;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which rooms of one namespace have members on this server, and how many. Any thread. Who is in them is known by the sockets
 * and, for broadcasts, by the loops. The room of a socket's own id is not counted: the namespace knows its sockets by id.
 */
final class RoomRegister implements RoomView {
    private final NamespaceState namespace;
    private final Map<String, Integer> members = new ConcurrentHashMap<>();
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
    void ended(String socketId, Iterable<String> rooms) {
        rooms.forEach(room -> left(room, socketId));
        if (events.isHeard()) {
            events.add(listener -> listener.onLeave(socketId, socketId));
            if (!members.containsKey(socketId)) {
                events.add(listener -> listener.onDelete(socketId));
            }
        }
        events.tell();
    }

    /** A socket has joined a room; told by {@link #tell} later, when no lock is held any more. */
    void joined(String room, String socketId) {
        members.compute(room, (name, count) -> {
            if (events.isHeard()) {
                if (count == null && namespace.find(name) == null) {
                    events.add(listener -> listener.onCreate(name));
                }
                events.add(listener -> listener.onJoin(name, socketId));
            }
            return count == null ? 1 : count + 1;
        });
    }

    /** A socket has left a room; told as {@link #joined} is. */
    void left(String room, String socketId) {
        members.computeIfPresent(room, (name, count) -> {
            if (events.isHeard()) {
                events.add(listener -> listener.onLeave(name, socketId));
                if (count == 1 && namespace.find(name) == null) {
                    events.add(listener -> listener.onDelete(name));
                }
            }
            return count == 1 ? null : count - 1;
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
        Set<String> all = new LinkedHashSet<>();
        namespace.states().forEach(socket -> all.addAll(socket.rooms()));
        return all;
    }

    @Override
    public Set<String> members(String room) {
        Set<String> ids = new LinkedHashSet<>();
        for (SocketState socket : namespace.states()) {
            if (socket.isIn(room)) {
                ids.add(socket.id());
            }
        }
        return ids;
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
}
