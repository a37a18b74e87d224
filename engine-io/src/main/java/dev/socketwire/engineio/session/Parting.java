package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import java.time.Duration;

/** The end of a session that still has something to send: why it ends, and when at the latest. Home loop only. */
final class Parting {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final DisconnectReason reason;
    private final Scheduler.Timer grace;

    Parting(Session session, DisconnectReason reason) {
        this.reason = reason;
        this.grace = session.home().after(GRACE, () -> session.closeNow(reason));
    }

    DisconnectReason reason() {
        return reason;
    }

    /** It is over. */
    void end() {
        grace.cancel();
    }
}
