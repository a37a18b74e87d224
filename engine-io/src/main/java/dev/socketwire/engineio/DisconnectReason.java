package dev.socketwire.engineio;

/** Why a session or a socket ended, in the words of the reference ({@link #toString()}). */
public enum DisconnectReason {
    /** The connection broke or the peer misused its transport. */
    TRANSPORT_ERROR("transport error"),
    /** The peer closed the transport. */
    TRANSPORT_CLOSE("transport close"),
    /** No pong came within {@code pingTimeout}. */
    PING_TIMEOUT("ping timeout"),
    /** The peer sent something that is no packet. */
    PARSE_ERROR("parse error"),
    /** The program closed the session. */
    FORCED_CLOSE("forced close"),
    /** The server closed the session, since its client joined no namespace in time. */
    FORCED_SERVER_CLOSE("forced server close"),
    /** The server is closing. */
    SERVER_SHUTTING_DOWN("server shutting down"),
    /** The client left the namespace. */
    CLIENT_NAMESPACE_DISCONNECT("client namespace disconnect"),
    /** The server disconnected the socket. */
    SERVER_NAMESPACE_DISCONNECT("server namespace disconnect");

    private final String text;

    DisconnectReason(String text) {
        this.text = text;
    }

    /** The reason as the reference spells it, such as {@code "transport close"}. */
    @Override
    public String toString() {
        return text;
    }
}
