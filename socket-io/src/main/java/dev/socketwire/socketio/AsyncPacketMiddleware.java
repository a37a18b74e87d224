package dev.socketwire.socketio;

import java.util.concurrent.CompletionStage;

/**
 * As {@link PacketMiddleware}, but answers later, from any thread. Until it does, what the client sends behind waits in its
 * order; where much waits the client is not read.
 */
@FunctionalInterface
public interface AsyncPacketMiddleware {
    /**
     * An event has come; a stage that completes lets it through, one that fails keeps it from the listeners.
     *
     * @throws Exception as from {@link PacketMiddleware#on}
     */
    CompletionStage<?> on(String event, Arguments arguments) throws Exception;
}
