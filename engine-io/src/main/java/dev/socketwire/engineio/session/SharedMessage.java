package dev.socketwire.engineio.session;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * One message for many sessions: encoded at most once for each form that it takes on a wire, shared by reference count.
 * Safe from several loops at once. Who made it releases it when every loop has walked its members.
 */
public final class SharedMessage {
    private SharedMessage() {}

    /**
     * A text message with the binary ones that belong to it.
     *
     * @param text taken; as for {@link Session#sendText}
     * @param binaries taken
     */
    public static SharedMessage of(ByteBuf text, List<ByteBuf> binaries) {
        throw new UnsupportedOperationException();
    }

    /** One more holder. */
    public SharedMessage retain() {
        throw new UnsupportedOperationException();
    }

    /** One holder less; the last one releases every form. */
    public void release() {
        throw new UnsupportedOperationException();
    }
}
