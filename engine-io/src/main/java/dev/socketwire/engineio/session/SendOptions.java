package dev.socketwire.engineio.session;

/**
 * How one message is to be sent.
 *
 * @param isVolatile dropped where the transport cannot take it now
 * @param compress whether it may be compressed where compression is on
 */
public record SendOptions(boolean isVolatile, boolean compress) {
    /** Kept until it is sent; compressed where that is on. */
    public static final SendOptions DEFAULT = new SendOptions(false, true);

    /** Kept until it is sent, as it is. */
    static final SendOptions PLAIN = new SendOptions(false, false);
}
