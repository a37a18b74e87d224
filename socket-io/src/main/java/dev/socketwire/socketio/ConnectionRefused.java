package dev.socketwire.socketio;

import java.util.Optional;

/** Thrown by a middleware: the client's {@code connect_error} gets the message and the data. Has no stack trace. */
public final class ConnectionRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized
    private final transient Optional<Object> data;

    /** A refusal with a message. */
    public ConnectionRefused(String message) {
        super(message, null, false, false);
        data = Optional.empty();
    }

    /** A refusal with a message and data, a value that the server's mapper can write. */
    public ConnectionRefused(String message, Object data) {
        super(message, null, false, false);
        this.data = Optional.of(data);
    }

    /** What the client is told besides the message. */
    public Optional<Object> data() {
        return data;
    }
}
