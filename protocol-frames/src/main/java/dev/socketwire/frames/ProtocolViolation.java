package dev.socketwire.frames;

/** The peer broke a rule of the WebSocket protocol. Made without a stack trace: it is data about the peer, not about us. */
public final class ProtocolViolation extends Exception {
    private static final long serialVersionUID = 1L;

    private final int closeCode;
    private final String section;

    /**
     * A broken rule.
     *
     * @param closeCode the code that the peer is closed with, such as 1002
     * @param section the section of the specification that holds the rule, such as {@code "RFC 6455 5.5"}
     * @param message the thing, the value and the limit
     */
    public ProtocolViolation(int closeCode, String section, String message) {
        super(message, null, false, false);
        this.closeCode = closeCode;
        this.section = section;
    }

    /** The code that the peer is closed with. */
    public int closeCode() {
        return closeCode;
    }

    /** The section of the specification that holds the rule. */
    public String section() {
        return section;
    }
}
