package dev.socketwire.socketio;

/**
 * Looks at each event of one socket before its listeners, behind the catch-all ones. Runs on the lane of the socket, so it may
 * block; what it throws keeps the event from the listeners and is told to {@link Socket#onError}.
 */
@FunctionalInterface
public interface PacketMiddleware {
    /**
     * An event has come; let it through by returning.
     *
     * @throws Exception to keep it from the listeners; {@link Socket#onError} is told
     */
    void on(String event, Arguments arguments) throws Exception;
}
