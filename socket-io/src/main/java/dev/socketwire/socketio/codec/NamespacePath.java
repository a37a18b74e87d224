package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.QueryString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The name of a namespace in a packet. */
final class NamespacePath {
    static final String ROOT = "/";

    private static final int MAX_BYTES = 256;

    /** Names of old clients may have a query behind them, with a token in it. */
    private static final int MAX_BYTES_WITH_QUERY = 8 * 1024;

    private NamespacePath() {}

    static String read(ByteBuf text, int from, int to) throws PacketFormatException {
        return read(text, from, to, MAX_BYTES);
    }

    /** The name and the query, which begins with a question mark. */
    static String readWithQuery(ByteBuf text, int from, int to) throws PacketFormatException {
        return read(text, from, to, MAX_BYTES_WITH_QUERY);
    }

    /** The name alone. */
    static String withoutQuery(String path) throws PacketFormatException {
        int query = path.indexOf('?');
        String name = query < 0 ? path : path.substring(0, query);
        if (name.length() > MAX_BYTES) {
            throw new PacketFormatException("namespace of " + name.length() + " characters exceeds " + MAX_BYTES);
        }
        return name;
    }

    /** The query as the JSON that newer clients send as {@code auth}: every value is a string, the last one counts. */
    static ByteBuf auth(String path, ByteBuf like) {
        ByteBuf json = like.alloc().buffer(path.length() + 16).writeByte('{');
        boolean first = true;
        for (Map.Entry<String, String> parameter : QueryString.parse(path).entrySet()) {
            if (!first) {
                json.writeByte(',');
            }
            first = false;
            JsonText.write(json, parameter.getKey());
            json.writeByte(':');
            JsonText.write(json, parameter.getValue());
        }
        return json.writeByte('}');
    }

    /** Checks a name that a parser has read. */
    static void check(String name) throws PacketFormatException {
        if (name.isEmpty() || name.charAt(0) != '/') {
            throw new PacketFormatException("namespace must begin with a slash");
        }
        // The bytes count, as in the text of a packet.
        if (name.length() > MAX_BYTES || ByteBufUtil.utf8Bytes(name) > MAX_BYTES) {
            throw new PacketFormatException(
                    "namespace of " + name.length() + " characters exceeds " + MAX_BYTES + " bytes");
        }
    }

    private static String read(ByteBuf text, int from, int to, int most) throws PacketFormatException {
        int length = to - from;
        if (length > most) {
            throw new PacketFormatException("namespace of " + length + " bytes exceeds " + most);
        }
        return length == 1 ? ROOT : text.toString(from, length, StandardCharsets.UTF_8);
    }
}
