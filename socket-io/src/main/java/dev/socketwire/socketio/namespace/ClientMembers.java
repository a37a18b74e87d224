package dev.socketwire.socketio.namespace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The namespaces of one client by their names. Nearly every client is in one, for which a map would be larger than all that it
 * says: it is made for the second. Home loop only.
 */
final class ClientMembers {
    /** The only one; null where there is none, or a map. */
    private @Nullable Member only;

    private @Nullable Map<String, Member> many;

    /** The member of that name, or null. */
    @Nullable
    Member get(String namespace) {
        if (many != null) {
            return many.get(namespace);
        }
        return only != null && nameOf(only).equals(namespace) ? only : null;
    }

    /** Adds a member, in the place of the one that bore its name. */
    void put(Member member) {
        if (many != null) {
            many.put(nameOf(member), member);
        } else if (only == null || nameOf(only).equals(nameOf(member))) {
            only = member;
        } else {
            Map<String, Member> map = new HashMap<>(4);
            map.put(nameOf(only), only);
            map.put(nameOf(member), member);
            many = map;
            only = null;
        }
    }

    /** Removes a member; false where another one bears its name now, or none. */
    boolean remove(Member member) {
        if (many != null) {
            return many.remove(nameOf(member), member);
        }
        boolean known = only == member;
        if (known) {
            only = null;
        }
        return known;
    }

    boolean isEmpty() {
        return only == null && (many == null || many.isEmpty());
    }

    /** All of them, as they are now. */
    List<Member> all() {
        if (many != null) {
            return new ArrayList<>(many.values());
        }
        return only == null ? List.of() : List.of(only);
    }

    void clear() {
        only = null;
        many = null;
    }

    private static String nameOf(Member member) {
        return member.path();
    }
}
