package dev.socketwire.frames;

/**
 * The status codes of a close frame, RFC 6455 section 7.4, as plain numbers with their registered names. Codes from 3000 on
 * belong to libraries and programs.
 */
public final class CloseCode {
    /** The purpose of the connection is fulfilled. */
    public static final int NORMAL = 1000;
    /** An end goes away: a server stops, a page is left. */
    public static final int GOING_AWAY = 1001;
    /** The peer broke a rule of the protocol. */
    public static final int PROTOCOL_ERROR = 1002;
    /** The peer sent a kind of data that is not accepted. */
    public static final int UNSUPPORTED_DATA = 1003;
    /** Never travels: stands for a close frame without a code. */
    public static final int NO_STATUS = 1005;
    /** Never travels: stands for a connection that ended without a close frame. */
    public static final int ABNORMAL = 1006;
    /** The data does not fit the type of its message, such as bad UTF-8 in a text. */
    public static final int INVALID_DATA = 1007;
    /** The peer broke a rule that has no code of its own, such as a limit on the number of fragments. */
    public static final int POLICY_VIOLATION = 1008;
    /** A message is larger than its receiver takes. */
    public static final int TOO_BIG = 1009;
    /** The server did not agree to an extension that the client needs. */
    public static final int MISSING_EXTENSION = 1010;
    /** The server failed. */
    public static final int INTERNAL_ERROR = 1011;
    /** The server restarts. */
    public static final int SERVICE_RESTART = 1012;
    /** The server is overloaded. */
    public static final int TRY_AGAIN_LATER = 1013;

    private CloseCode() {}

    /** Whether a code may stand in a close frame: 1000 to 1014 without 1004, 1005 and 1006, and 3000 to 4999. */
    public static boolean mayTravel(int code) {
        return (code >= 3000 && code <= 4999) || (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006));
    }
}
