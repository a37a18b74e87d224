package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/** The name of a namespace in a packet. */
final class NamespacePath {
    static final String ROOT = "/";

    private static final int MAX_BYTES = 256;

    private NamespacePath() {}

    static String read(ByteBuf text, int from, int to) throws PacketFormatException {
        int length = to - from;
        if (length > MAX_BYTES) {
            throw new PacketFormatException("namespace of " + length + " bytes exceeds " + MAX_BYTES);
        }
        return length == 1 ? ROOT : text.toString(from, length, StandardCharsets.UTF_8);
    }
}
