package dev.socketwire.socketio;

/** Told of what went wrong in the program's own handlers, and of arguments that did not fit a listener. */
@FunctionalInterface
public interface ErrorHook {
    /**
     * Something went wrong for one socket; nobody else noticed. Runs on the lane of the socket where a listener or a middleware
     * threw, on the thread that completed it where a stage has failed, and on an event loop where a refusal could not be
     * written: it must not block.
     *
     * @param socketId the socket; empty where it is none, say of an adapter or of a broadcast
     * @param event the event, or what else was handled, such as {@code connection}
     * @param error what was thrown
     */
    void onError(String socketId, String event, Throwable error);
}
