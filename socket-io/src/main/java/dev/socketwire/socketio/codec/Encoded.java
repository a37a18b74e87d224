package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import java.util.List;

/**
 * A packet ready to be sent.
 *
 * @param text the text message, with the headroom of a session before its reader index; the caller's
 * @param binaries the binary messages that belong to it, the caller's; often none
 */
public record Encoded(ByteBuf text, List<ByteBuf> binaries) {}
