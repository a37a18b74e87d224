package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.Revision;

/**
 * The heartbeat of one session, from its opening to its end, whatever transports it uses in between. In revision 4: a ping when
 * it is due, the end where no pong comes in time. In revision 3 the client pings, and has interval and timeout together for
 * it. Home loop only.
 */
final class Heartbeat extends HeartbeatQueue.Entry {
    private final Session session;

    /** Whether the deadline of this beat has been moved already because something else came. */
    private boolean extended;

    Heartbeat(Session session) {
        this.session = session;
    }

    void start() {
        extended = false;
        if (session.revision() == Revision.V3) {
            queue().awaitClient(this);
        } else {
            queue().awaitPing(this);
        }
    }

    void stop() {
        queue().remove(this);
    }

    /** The client has sent its part: the next beat begins. */
    void onBeat() {
        start();
    }

    /** Whatever comes while the client is waited for shows that it lives: once for each beat it gets more time. */
    void onOtherPacket() {
        if (!extended && awaitsClient(queue())) {
            extended = true;
            queue().awaitAgain(this);
        }
    }

    /** The client is read again: its part may have stood in line all the while. */
    void onReading() {
        if (awaitsClient(queue())) {
            queue().awaitAgain(this);
        }
    }

    @Override
    void onPingDue() {
        extended = false;
        queue().awaitPong(this);
        if (session.isOpen()) {
            session.outbox().ping();
        }
    }

    /** A client that we do not read cannot be blamed for what we have not seen. */
    @Override
    void onOverdue() {
        if (session.isReading()) {
            session.closeNow(DisconnectReason.PING_TIMEOUT);
        } else if (session.revision() == Revision.V3) {
            queue().awaitClient(this);
        } else {
            queue().awaitPong(this);
        }
    }

    private HeartbeatQueue queue() {
        return session.loop().heartbeats();
    }
}
