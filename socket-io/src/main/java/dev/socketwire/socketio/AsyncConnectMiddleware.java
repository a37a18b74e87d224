package dev.socketwire.socketio;

import java.util.concurrent.CompletionStage;

/** A {@link ConnectMiddleware} that answers later, from any thread. */
@FunctionalInterface
public interface AsyncConnectMiddleware {
    /**
     * Looks at the client; the stage completes to agree, or fails to refuse.
     *
     * @throws Exception as in {@link ConnectMiddleware#connect}
     */
    CompletionStage<?> connect(Connection connection) throws Exception;
}
