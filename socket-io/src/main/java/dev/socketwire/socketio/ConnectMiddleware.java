package dev.socketwire.socketio;

/** Looks at a client that asks to connect to a namespace. Runs on the lane of the socket to be; it may block. */
@FunctionalInterface
public interface ConnectMiddleware {
    /**
     * Returns to agree.
     *
     * @throws ConnectionRefused to refuse: the client's {@code connect_error} gets its message and data
     * @throws Exception any other one refuses, too, with a neutral message, and is told to the error hook
     */
    void connect(Connection connection) throws Exception;
}
