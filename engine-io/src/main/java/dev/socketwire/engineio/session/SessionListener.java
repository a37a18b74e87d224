package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** What the layer above a session implements. Every call comes on the home loop of the session. */
public interface SessionListener {
    /** A text message; the bytes (valid UTF-8, without the packet type) are lent for the call. */
    void onText(ByteBuf message);

    /** A binary message; the bytes are lent for the call. */
    void onBinary(ByteBuf message);

    /** The session takes messages at once again, after it had not: all that was queued is with the transport. */
    default void onDrain() {}

    /** The session now uses a WebSocket. */
    default void onUpgrade() {}

    /**
     * The session has ended; called once, nothing is called after it.
     *
     * @param description what happened in detail, where there is more to say than the reason
     */
    void onClose(DisconnectReason reason, @Nullable String description);
}
