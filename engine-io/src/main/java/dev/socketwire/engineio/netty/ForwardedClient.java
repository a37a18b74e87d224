package dev.socketwire.engineio.netty;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * For whom a connection of a trusted proxy speaks: counted while it does, from the head of a request to its answer, or to the
 * end of the WebSocket that it has become. Belongs to the loop of its channel.
 */
final class ForwardedClient {
    private final Admission admission;
    private @Nullable String address;

    ForwardedClient(Admission admission) {
        this.admission = admission;
    }

    /** Whether one more connection of that client may be there. */
    boolean enter(InetSocketAddress client) {
        leave();
        String text = Admission.textOf(client);
        if (admission.enter(text)) {
            address = text;
            return true;
        }
        return false;
    }

    /** The request is answered, or its connection has ended. */
    void leave() {
        if (address != null) {
            admission.leave(address);
            address = null;
        }
    }

    /** The connection belongs to that client until it ends. */
    void stay(Channel channel) {
        String mine = address;
        if (mine != null) {
            address = null;
            channel.closeFuture().addListener(closed -> admission.leave(mine));
        }
    }
}
