package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;

/**
 * The heartbeat of one session, from its opening to its end, whatever transports it uses in between: a ping when it is due, the
 * end where no pong comes in time. Home loop only.
 */
final class Heartbeat extends HeartbeatQueue.Entry {
    private final Session session;

    /** Whether the deadline of this pong has been moved already because something else came. */
    private boolean extended;

    Heartbeat(Session session) {
        this.session = session;
    }

    void start() {
        queue().awaitPing(this);
    }

    void stop() {
        queue().remove(this);
    }

    void onPong() {
        queue().awaitPing(this);
    }

    /** Whatever comes while a pong is awaited shows that the client lives: once for each ping it gets more time. */
    void onOtherPacket() {
        if (!extended && awaitsPong(queue())) {
            extended = true;
            queue().awaitPong(this);
        }
    }

    /** The client is read again: a pong may have stood in line all the while. */
    void onReading() {
        if (awaitsPong(queue())) {
            queue().awaitPong(this);
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

    /** A client that we do not read cannot be blamed for a pong that we have not seen. */
    @Override
    void onPongOverdue() {
        if (session.isReading()) {
            session.closeNow(DisconnectReason.PING_TIMEOUT);
        } else {
            queue().awaitPong(this);
        }
    }

    private HeartbeatQueue queue() {
        return session.loop().heartbeats();
    }
}
