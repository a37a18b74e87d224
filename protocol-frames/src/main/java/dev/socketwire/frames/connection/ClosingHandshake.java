package dev.socketwire.frames.connection;

/**
 * The closing handshake, RFC 6455 section 7.1: who closed first, what may still be sent, when TCP may end. Belongs to the
 * loop of its connection.
 */
public final class ClosingHandshake {
    private boolean sent;
    private boolean received;
    private boolean broken;

    /** What the owner of the connection does next. */
    public enum Step {
        /** Nothing: it was done before. */
        NOTHING,
        /** Send a close frame and wait, for a limited time, for the peer's. */
        SEND_AND_WAIT,
        /** Send a close frame, then end TCP. */
        SEND_AND_END,
        /** End TCP: both close frames have passed. */
        END
    }

    /** We close. */
    public Step closeHere() {
        if (sent || received || broken) {
            return Step.NOTHING;
        }
        sent = true;
        return Step.SEND_AND_WAIT;
    }

    /** The peer's close frame has come. */
    public Step closeReceived() {
        if (received || broken) {
            return Step.NOTHING;
        }
        received = true;
        if (sent) {
            return Step.END;
        }
        sent = true;
        return Step.SEND_AND_END;
    }

    /** The peer broke a rule. */
    public Step violated() {
        if (broken || received) {
            return Step.NOTHING;
        }
        broken = true;
        Step step = sent ? Step.END : Step.SEND_AND_END;
        sent = true;
        return step;
    }

    /** Whether messages may still be sent: not after our close frame. */
    public boolean maySend() {
        return !sent;
    }

    /** Whether what comes is still read: not after the peer's close frame or its fault. */
    public boolean mayRead() {
        return !received && !broken;
    }
}
