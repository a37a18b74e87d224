package dev.socketwire.socketio;

/** Says whether a client may have a namespace that there is not yet. */
@FunctionalInterface
public interface NamespaceRule {
    /**
     * Whether a namespace of that name may be made. Runs on the lane of the socket to be, so it may block.
     *
     * @throws Exception which means no, and is told to the error hook
     */
    boolean allows(NamespaceRequest request) throws Exception;
}
