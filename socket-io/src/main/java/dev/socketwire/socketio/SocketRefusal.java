package dev.socketwire.socketio;

/** What clients are refused in namespaces and where they come to a limit, each counted by {@link ServerStats#refusals()}. */
public enum SocketRefusal {
    /** A client sent what is no packet, or none that may come now: its connection ended with a parse error. */
    MALFORMED_PACKET,
    /** Attachments that were not there within {@code attachmentTimeout}; counted as {@link #MALFORMED_PACKET}, too. */
    ATTACHMENT_TIMEOUT,
    /** A client that wanted to be in more than 64 namespaces; counted as {@link #MALFORMED_PACKET}, too. */
    NAMESPACES_OF_CLIENT,
    /** A CONNECT with an {@code auth} above {@code maxAuthBytes}; counted as {@link #MALFORMED_PACKET}, too. */
    AUTH_BYTES,
    /** A client that was in no namespace for {@code connectTimeout}: its connection ended. */
    CONNECT_TIMEOUT,
    /** A client that asked for a namespace that there is not: {@code Invalid namespace}. */
    INVALID_NAMESPACE,
    /** A client that asked for one more namespace than {@code maxChildNamespaces}: {@code Too many namespaces}. */
    CHILD_NAMESPACES,
    /** A client that a middleware did not let in. */
    CONNECTION_REFUSED,
    /** A client that was not read for a while: what it had sent waited for its listeners or middlewares. */
    READING_PAUSED,
    /** A room above the 10,000 of a socket, or with a name above 256 characters. */
    ROOMS,
    /** A request above the 10,000 of a socket that are unanswered. */
    PENDING_REQUESTS,
    /** An answer to a request that the socket was never asked, or that had its answer before, or came too late. */
    UNKNOWN_ANSWER,
    /** An answer to a broadcast that had 16 MiB of them. */
    ANSWER_BYTES,
    /** A lost socket that is kept no longer because there are more than {@code maxSessions}. */
    RECOVERY_SESSIONS,
    /** An event that is kept no longer because there are more than {@code maxPackets}, or {@code maxBytes} of them. */
    RECOVERY_PACKETS,
    /** A client that wanted to come back and began anew: too late, not known here, or it had missed too much. */
    RECOVERY_REFUSED,
    /**
     * A question to a {@link dev.socketwire.socketio.spi.RecoveryStore} that it did not answer within 5 seconds, or that could not be
     * asked any more because its server had waited that long when it closed: the client begins anew.
     */
    RECOVERY_TIMEOUT
}
