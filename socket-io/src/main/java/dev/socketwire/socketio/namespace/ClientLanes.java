package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.lane.Lane;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of namespaces that one client has left: each is kept until all is done there. So nobody gets a second thread or a
 * second inbox by leaving and coming again. Home loop only.
 */
final class ClientLanes {
    /** By the names of their namespaces. */
    private final Map<String, Lane> left = new HashMap<>(2);

    /** The lane that a namespace was left with, or null. */
    @Nullable
    Lane take(String namespace) {
        return left.remove(namespace);
    }

    /** A namespace is left. What its end brings on may be handed in yet. */
    void leave(Member member) {
        left.values().removeIf(Lane::isIdle);
        left.put(member.path(), member.lane());
    }

    /** Of how many namespaces that were left something is still to be done. */
    int busy() {
        left.values().removeIf(Lane::isIdle);
        return left.size();
    }

    /** Whether the lane of a namespace that was left is full. */
    boolean isFull() {
        return left.values().stream().anyMatch(Lane::isFull);
    }
}
