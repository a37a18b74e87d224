package dev.socketwire.socketio;

/** A request cannot be answered any more: its socket is disconnected. */
public final class SocketDisconnectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The socket of the request, and what became of it. */
    public SocketDisconnectedException(String event, String socketId) {
        super("no answer to \"" + event + "\": socket " + socketId + " is disconnected");
    }
}
