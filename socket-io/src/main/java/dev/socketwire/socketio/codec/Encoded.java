package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A packet ready to be sent.
 *
 * @param text the text message, with the headroom of a session before its reader index; the caller's. Empty where a parser
 *     has made one binary message of all
 * @param binaries the binary messages that belong to it, the caller's; often none
 */
public record Encoded(ByteBuf text, List<ByteBuf> binaries) {
    /** Whether there is a text, as there is without a parser. */
    public boolean hasText() {
        return text.isReadable();
    }

    /** Frees all of it. */
    public void release() {
        text.release();
        binaries.forEach(ByteBuf::release);
    }
}
