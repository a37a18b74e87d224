package dev.socketwire.engineio.session;

/** The layer above: gives every new session its listener. */
@FunctionalInterface
public interface SessionAcceptor {
    /** Called on the home loop of the session, after its open packet was queued and before anything is read for it. */
    SessionListener accept(Session session);
}
