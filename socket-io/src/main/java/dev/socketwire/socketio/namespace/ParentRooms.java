package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.spi.RoomListener;
import dev.socketwire.socketio.spi.RoomView;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** The rooms of all children of a parent, those of one name taken together. Any thread. */
final class ParentRooms implements RoomView {
    private final ParentState parent;
    private final List<RoomListener> listeners = new CopyOnWriteArrayList<>();

    ParentRooms(ParentState parent) {
        this.parent = parent;
    }

    @Override
    public boolean has(String room) {
        return parent.states().stream().anyMatch(child -> child.rooms().has(room));
    }

    @Override
    public Set<String> names() {
        return union(RoomView::names);
    }

    @Override
    public Set<String> members(String room) {
        return union(rooms -> rooms.members(room));
    }

    @Override
    public Set<String> of(String socketId) {
        return union(rooms -> rooms.of(socketId));
    }

    /** What happens in one child, and in another, may be told at the same time. */
    @Override
    public void listen(RoomListener listener) {
        synchronized (this) {
            listeners.add(listener);
            parent.states().forEach(child -> child.rooms().listen(listener));
        }
    }

    /** A child is made: nobody is in it yet. */
    synchronized void add(NamespaceState child) {
        listeners.forEach(child.rooms()::listen);
    }

    private Set<String> union(Function<RoomView, Set<String>> part) {
        Set<String> all = new LinkedHashSet<>();
        parent.states().forEach(child -> all.addAll(part.apply(child.rooms())));
        return all;
    }
}
