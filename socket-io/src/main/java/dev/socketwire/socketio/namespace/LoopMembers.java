package dev.socketwire.socketio.namespace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of one namespace that live on one loop, and who of them is in which room. The room of a socket's own id is not
 * kept: the id is enough. On that loop only, but for {@link #changes}; a change made while members are walked takes effect after
 * the walk.
 */
final class LoopMembers {
    /** Close together in memory, for everybody is walked most; each knows its place. */
    private final ArrayList<SocketState> all = new ArrayList<>();

    private final Map<String, Set<SocketState>> rooms = new HashMap<>();
    private final RoomChanges changes = new RoomChanges(this);
    private final Queue<Runnable> later = new ArrayDeque<>(0);
    private int walking;

    /** That of the last walk; null while it is in use. */
    private @Nullable MemberRow spareRow;

    void add(SocketState socket) {
        change(() -> {
            socket.place(all.size());
            all.add(socket);
        });
    }

    void remove(SocketState socket, Iterable<String> itsRooms) {
        change(() -> {
            SocketState last = all.remove(all.size() - 1);
            if (last != socket) {
                all.set(socket.place(), last);
                last.place(socket.place());
            }
            itsRooms.forEach(room -> leave(socket, room));
        });
    }

    /** The way of the rooms' changes to this index. Any thread. */
    RoomChanges changes() {
        return changes;
    }

    void join(SocketState socket, String room) {
        change(() -> rooms.computeIfAbsent(room, name -> new LinkedHashSet<>()).add(socket));
    }

    void part(SocketState socket, String room) {
        change(() -> leave(socket, room));
    }

    /** Tells each chosen member of this loop once. */
    void walk(Choice choice, Consumer<SocketState> action) {
        walking++;
        try {
            Collection<SocketState> chosen = choice.rooms().isEmpty() ? all : anyOf(choice.rooms(), choice.namespace());
            Set<SocketState> excepted = anyOf(choice.exceptRooms(), choice.namespace());
            MemberRow row = emptyRow();
            for (SocketState member : chosen) {
                if (!excepted.contains(member)) {
                    row.add(member, action);
                }
            }
            row.tell(action);
            spareRow = row;
        } finally {
            walking--;
            settle();
        }
    }

    /** A row for one walk, which may begin within another one. */
    private MemberRow emptyRow() {
        MemberRow spare = spareRow;
        spareRow = null;
        return spare != null ? spare : new MemberRow();
    }

    /** The members of several rooms, each once; of a single room there is nothing to be made. */
    private Set<SocketState> anyOf(Set<String> names, NamespaceState namespace) {
        if (names.isEmpty()) {
            return Set.of();
        }
        if (names.size() == 1) {
            return members(names.iterator().next(), namespace);
        }
        Set<SocketState> once = new LinkedHashSet<>();
        for (String room : names) {
            once.addAll(members(room, namespace));
        }
        return once;
    }

    private Set<SocketState> members(String room, NamespaceState namespace) {
        Set<SocketState> members = rooms.getOrDefault(room, Set.of());
        SocketState itself = namespace.find(room);
        if (itself == null || !itself.livesHere()) {
            return members;
        }
        if (members.isEmpty()) {
            return Set.of(itself);
        }
        Set<SocketState> both = new LinkedHashSet<>(members);
        both.add(itself);
        return both;
    }

    private void change(Runnable change) {
        if (walking > 0) {
            later.add(change);
        } else {
            change.run();
        }
    }

    private void settle() {
        while (walking == 0 && !later.isEmpty()) {
            later.remove().run();
        }
    }

    private void leave(SocketState socket, String room) {
        Set<SocketState> members = rooms.get(room);
        if (members != null && members.remove(socket) && members.isEmpty()) {
            rooms.remove(room);
        }
    }
}
