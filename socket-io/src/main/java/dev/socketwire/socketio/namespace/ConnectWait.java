package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.socketio.SocketRefusal;
import org.jspecify.annotations.Nullable;

/** The time that a client may be in no namespace and ask for none; that of a middleware does not count. Home loop only. */
final class ConnectWait {
    private final Session session;
    private final ServerContext context;
    private Scheduler.@Nullable Timer timer;

    ConnectWait(Session session, ServerContext context) {
        this.session = session;
        this.context = context;
    }

    /** It begins, where it has not begun. */
    void begin() {
        if (timer == null && session.isOpen()) {
            timer = session.home().after(context.patience.connect(), this::overdue);
        }
    }

    /** The client asks for a namespace, or has gone. */
    void end() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void overdue() {
        context.refusals.count(SocketRefusal.CONNECT_TIMEOUT);
        session.close(DisconnectReason.FORCED_SERVER_CLOSE);
    }
}
