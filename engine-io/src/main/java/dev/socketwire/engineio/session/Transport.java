package dev.socketwire.engineio.session;

import dev.socketwire.engineio.TransportName;

/** What carries the packets of a session. Every call comes on the home loop of the session. */
public interface Transport {
    /** Its name on the wire. */
    TransportName name();

    /** Whether a packet would leave now. Any thread. */
    boolean isWritable();

    /** There are packets in the queue of the session: take them when possible. */
    void wake();

    /** Stops or resumes reading from the client. */
    void setReading(boolean reading);

    /**
     * Ends the transport after what it was given: a close packet or frame goes to the client. Called once; the session does
     * not hear of this transport again.
     */
    void end();
}
