package dev.socketwire.engineio;

/** Why a request was refused: the codes of the reference, with the HTTP status and the message that the peer sees. */
public enum EngineError {
    /** The query names no transport, or one that is unknown or switched off. */
    UNKNOWN_TRANSPORT(0, 400, "Transport unknown"),
    /** The session has ended, or never was. */
    UNKNOWN_SID(1, 400, "Session ID unknown"),
    /** A session is opened by GET. */
    BAD_HANDSHAKE_METHOD(2, 400, "Bad handshake method"),
    /** The request contradicts itself or its session. */
    BAD_REQUEST(3, 400, "Bad request"),
    /** The origin is not allowed, or {@link AllowRequest} said no. */
    FORBIDDEN(4, 403, "Forbidden"),
    /** The query names a revision of the protocol that is not spoken here. */
    UNSUPPORTED_PROTOCOL_VERSION(5, 400, "Unsupported protocol version");

    private final int code;
    private final int status;
    private final String message;

    EngineError(int code, int status, String message) {
        this.code = code;
        this.status = status;
        this.message = message;
    }

    /** The number in the body, 0 to 5. */
    public int code() {
        return code;
    }

    /** The HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The message in the body. */
    public String message() {
        return message;
    }
}
