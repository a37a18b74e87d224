package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.lane.Lane;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The lanes of one client: one for each namespace, and a namespace that is left keeps it until all is done there. So nobody
 * gets a second thread or a second inbox by leaving and coming again. Home loop only.
 */
final class ClientLanes {
    private final ClientConnection client;

    /** Of namespaces that were left. Most clients leave none: made when it is needed. */
    private @Nullable Map<String, Lane> left;

    ClientLanes(ClientConnection client) {
        this.client = client;
    }

    /** The lane of a namespace that the client asks for. */
    Lane take(String namespace) {
        Lane kept = left == null ? null : left.remove(namespace);
        return kept != null ? kept : client.context().lanes.lane(() -> client.onHome(client::regulate));
    }

    /** A namespace is left. What its end brings on may be handed in yet. */
    void leave(Member member) {
        if (left == null) {
            left = new HashMap<>(2);
        }
        left.values().removeIf(Lane::isIdle);
        left.put(member.path(), member.lane());
    }

    /** Of how many namespaces that were left something is still to be done. */
    int busy() {
        if (left == null) {
            return 0;
        }
        left.values().removeIf(Lane::isIdle);
        return left.size();
    }

    /** Whether the lane of a namespace that was left is full. */
    boolean isFull() {
        return left != null && left.values().stream().anyMatch(Lane::isFull);
    }
}
