package dev.socketwire.socketio;

import java.util.Optional;

/**
 * Thrown by a listener that answers, or what its stage fails with: the client's callback gets an object with the message as
 * {@code error} and, where there are any, the data as {@code data}. Nobody else is told. Has no stack trace.
 *
 * @see Socket#onRequest(String, Class, EventListener.Answering)
 */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final transient Optional<Object> data;

    /** A refusal with a message. */
    public RequestRefused(String message) {
        super(message, null, false, false);
        data = Optional.empty();
    }

    /** A refusal with a message and data, a value that the server's mapper can write. */
    public RequestRefused(String message, Object data) {
        super(message, null, false, false);
        this.data = Optional.of(data);
    }

    /** What the client is told besides the message. */
    public Optional<Object> data() {
        return data;
    }
}
