package dev.socketwire.engineio;

import java.util.Map;

/**
 * A request was refused: what the {@code connectionError} hook is told.
 *
 * @param error the code, status and standard message
 * @param context details by the names of the reference, such as {@code transport} or {@code sid}; they hold what the peer
 *     sent, so treat them as hostile
 * @param request the refused request
 */
public record ConnectionError(EngineError error, Map<String, Object> context, HandshakeInfo request) {
    /** Keeps a copy of the context. */
    public ConnectionError {
        context = Map.copyOf(context);
    }

    /** The number that the peer saw, 0 to 5. */
    public int code() {
        return error.code();
    }

    /** The standard message of the code. */
    public String message() {
        return error.message();
    }

    /** The code and its message only: the context is what a peer sent. */
    @Override
    public String toString() {
        return "ConnectionError[" + code() + " " + message() + "]";
    }
}
