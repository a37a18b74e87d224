package dev.socketwire.socketio;

import java.time.Duration;

/** A client did not answer a request in time. */
public final class AckTimeoutException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** No answer to that event of that socket within the limit. */
    public AckTimeoutException(String event, String socketId, Duration limit) {
        super("no answer to \"" + event + "\" from socket " + socketId + " within " + limit.toMillis() + " ms");
    }
}
