package dev.socketwire.frames.netty;

import dev.socketwire.frames.CloseCode;
import io.netty.buffer.ByteBuf;

/** What a {@link FrameChannelHandler} tells the layer above. Every call comes on the loop of the channel; payloads are lent. */
public interface FrameListener {
    /** A whole text message, valid UTF-8. */
    void onText(ByteBuf payload);

    /** A whole binary message. */
    void onBinary(ByteBuf payload);

    /** A ping; it has been answered already. */
    default void onPing(ByteBuf payload) {}

    /** A pong. */
    default void onPong(ByteBuf payload) {}

    /** The channel's outbound buffer went over its high-water mark or came back under the low one. */
    default void onWritabilityChanged(boolean writable) {}

    /** The end of the connection as its user sees it; called once, nothing is called after it. */
    void onClosed(Closed how);

    /**
     * How a WebSocket ended.
     *
     * @param code the peer's close code; 1005 for an empty close frame; 1006 where the TCP connection ended without one;
     *     the code that we closed with where the peer broke a rule
     * @param reason the peer's reason, or what rule it broke
     * @param violation whether the peer broke a rule of the protocol
     */
    record Closed(int code, String reason, boolean violation) {
        /** Whether the peer did not answer our close frame in time: 1006 has a reason then alone. */
        public boolean isUnanswered() {
            return code == CloseCode.ABNORMAL && !reason.isEmpty();
        }
    }
}
