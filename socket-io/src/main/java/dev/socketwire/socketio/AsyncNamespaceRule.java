package dev.socketwire.socketio;

import java.util.concurrent.CompletionStage;

/** As {@link NamespaceRule}, for those that answer later. */
@FunctionalInterface
public interface AsyncNamespaceRule {
    /**
     * Whether a namespace of that name may be made; a stage that fails means no. Runs on the lane of the socket to be.
     *
     * @throws Exception as from {@link NamespaceRule#allows}
     */
    CompletionStage<Boolean> allows(NamespaceRequest request) throws Exception;
}
