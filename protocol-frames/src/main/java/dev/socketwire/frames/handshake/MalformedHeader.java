package dev.socketwire.frames.handshake;

/** A header that does not follow its grammar. Made without a stack trace: it is data about the peer. */
final class MalformedHeader extends Exception {
    private static final long serialVersionUID = 1L;

    MalformedHeader(String message) {
        super(message, null, false, false);
    }
}
