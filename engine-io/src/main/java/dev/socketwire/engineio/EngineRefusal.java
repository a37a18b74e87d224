package dev.socketwire.engineio;

/**
 * What clients are refused and where they come to a limit, each counted by {@link EngineStats#refusals()}. Where there is an
 * option of {@link EngineLimits} the count has its name.
 */
public enum EngineRefusal {
    /** A connection above {@code connections}: closed before anything was read. */
    CONNECTIONS,
    /** A connection above {@code connectionsPerAddress}: closed before anything was read. */
    CONNECTIONS_PER_ADDRESS,
    /** A connection above {@code tlsHandshakes}: closed before anything was read. */
    TLS_HANDSHAKES,
    /** A TLS handshake that was not done within {@code tlsHandshakeTimeout}. */
    TLS_HANDSHAKE_TIMEOUT,
    /** What was no TLS, or TLS that the two ends could not agree on. */
    TLS_HANDSHAKE_FAILED,
    /** A client of TLS 1.2 that wanted to shake hands again: the connection was closed. */
    TLS_RENEGOTIATION,
    /** A request line above {@code requestLineBytes}: 414. */
    REQUEST_LINE_BYTES,
    /** Headers above {@code headerBytes} or {@code headerLines}: 431. */
    HEADER_BYTES,
    /** The head of the first request was not there within {@code headerTimeout}. */
    HEADER_TIMEOUT,
    /** A body above {@code maxHttpBufferSize}: 413. */
    BODY_BYTES,
    /** A body that was not there within {@code bodyTimeout}: 408. */
    BODY_TIMEOUT,
    /** A connection without another request within {@code keepAliveTimeout}. */
    KEEP_ALIVE_TIMEOUT,
    /** A head or a body that is no HTTP, or could be read in two ways: 400. */
    MALFORMED_REQUEST,
    /** An answer of which nothing was taken within {@code writeStallTimeout}. */
    ANSWER_STALL,
    /** {@link EngineError#UNKNOWN_TRANSPORT}. */
    UNKNOWN_TRANSPORT,
    /** {@link EngineError#UNKNOWN_SID}. */
    UNKNOWN_SID,
    /** {@link EngineError#BAD_HANDSHAKE_METHOD}. */
    BAD_HANDSHAKE_METHOD,
    /** {@link EngineError#BAD_REQUEST}; also polls and POSTs that overlap, and bodies of another kind than the session has. */
    BAD_REQUEST,
    /** {@link EngineError#FORBIDDEN}: by {@code cors} or by {@code allowRequest}. */
    FORBIDDEN,
    /** {@link EngineError#UNSUPPORTED_PROTOCOL_VERSION}. */
    UNSUPPORTED_PROTOCOL_VERSION,
    /** A handshake that is none of WebSocket 13. */
    BAD_UPGRADE,
    /** A session above {@code sessions}: 503. */
    SESSIONS,
    /** A session while {@code pendingHandshakes} others waited for {@code allowRequest}: 503. */
    PENDING_HANDSHAKES,
    /** A session while the server drains: 503. */
    DRAINING,
    /** {@code allowRequest} did not answer within {@code allowRequestTimeout}; counted as {@link #FORBIDDEN}, too. */
    ALLOW_REQUEST_TIMEOUT,
    /** A WebSocket that did not take over within {@code upgradeTimeout}. */
    UPGRADE_TIMEOUT,
    /** A POST of more packets than {@code packetsPerPayload}: its session ended. */
    PACKETS_PER_PAYLOAD,
    /** A client for which more than {@code queueBytes} waited: its session ended. */
    QUEUE_BYTES,
    /** A client for which more than {@code queuePackets} waited: its session ended. */
    QUEUE_PACKETS,
    /** A client that took nothing of what waited within {@code writeStallTimeout}: its session ended. */
    WRITE_STALL,
    /** A WebSocket message above {@code maxHttpBufferSize}: 1009. */
    MESSAGE_BYTES,
    /** A WebSocket message of more frames than {@code fragments}: 1008. */
    FRAGMENTS,
    /** A frame that breaks a rule, or what is no text or cannot be inflated: 1002, 1007. */
    MALFORMED_FRAME,
    /** A WebSocket client that did not answer our close frame within {@code closeTimeout}. */
    CLOSE_TIMEOUT;

    /** The count of an error. */
    public static EngineRefusal of(EngineError error) {
        return valueOf(error.name());
    }
}
