package dev.socketwire.socketio.namespace;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The sockets of one namespace that live on one loop, and who of them is in which room. The room of a socket's own id is not
 * kept: the id is enough. On that loop only; a change made while members are walked takes effect after the walk.
 */
final class LoopMembers {
    private final Set<SocketState> all = new LinkedHashSet<>();
    private final Map<String, Set<SocketState>> rooms = new HashMap<>();
    private final Queue<Runnable> later = new ArrayDeque<>(0);
    private int walking;

    void add(SocketState socket) {
        change(() -> all.add(socket));
    }

    void remove(SocketState socket, Iterable<String> itsRooms) {
        change(() -> {
            all.remove(socket);
            itsRooms.forEach(room -> leave(socket, room));
        });
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
            if (choice.rooms().isEmpty()) {
                tell(all, choice, action);
            } else if (choice.rooms().size() == 1) {
                tell(members(choice.rooms().iterator().next(), choice), choice, action);
            } else {
                Set<SocketState> once = Collections.newSetFromMap(new IdentityHashMap<>());
                for (String room : choice.rooms()) {
                    once.addAll(members(room, choice));
                }
                tell(once, choice, action);
            }
        } finally {
            walking--;
            settle();
        }
    }

    private Set<SocketState> members(String room, Choice choice) {
        Set<SocketState> members = rooms.get(room);
        SocketState itself = choice.namespace().socket(room);
        if (itself == null || !itself.livesHere()) {
            return members == null ? Set.of() : members;
        }
        Set<SocketState> both = new LinkedHashSet<>(members == null ? Set.of() : members);
        both.add(itself);
        return both;
    }

    private static void tell(Set<SocketState> members, Choice choice, Consumer<SocketState> action) {
        for (SocketState member : members) {
            if (!choice.excludes(member)) {
                action.accept(member);
            }
        }
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
