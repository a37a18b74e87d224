package dev.socketwire.socketio.spi;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which sockets of a namespace are meant, and how. Immutable.
 *
 * @param rooms members of any of them, each once; empty: everybody. Every socket is in the room of its id
 * @param except but not members of these
 * @param flags how what is sent is to be sent
 */
public record Target(Set<String> rooms, Set<String> except, Flags flags) {
    /** Everybody, nothing said of the way. */
    public static final Target EVERYBODY = new Target(Set.of(), Set.of(), Flags.NONE);

    /** Copies the sets; their order is kept. */
    public Target {
        rooms = copied(rooms);
        except = copied(except);
    }

    /** These rooms besides. */
    public Target to(String... more) {
        return new Target(joined(rooms, more), except, flags);
    }

    /** Without the members of these rooms besides. */
    public Target except(String... more) {
        return new Target(rooms, joined(except, more), flags);
    }

    /** Whether a socket is meant that is in these rooms, that of its id included. */
    public boolean reaches(Set<String> its) {
        return (rooms.isEmpty() || rooms.stream().anyMatch(its::contains))
                && except.stream().noneMatch(its::contains);
    }

    /** The same sockets, in another way. */
    public Target with(Flags other) {
        return new Target(rooms, except, other);
    }

    /** Of the sets that have no order to keep, those of the library are immutable already and come back as they are. */
    private static Set<String> copied(Set<String> names) {
        return names.size() < 2 ? Set.copyOf(names) : Collections.unmodifiableSet(new LinkedHashSet<>(names));
    }

    private static Set<String> joined(Set<String> known, String... more) {
        if (known.isEmpty() && more.length == 1) {
            return Set.of(more[0]);
        }
        Set<String> all = new LinkedHashSet<>(known);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
