package dev.socketwire.interop.parser;

import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of a WebSocket.
 *
 * @param text null where it is bytes
 * @param hex the bytes, empty where it is text
 */
record Message(@Nullable String text, String hex) {
    static Message text(String text) {
        return new Message(text, "");
    }

    static Message bytes(byte[] bytes) {
        return new Message(null, HexFormat.of().formatHex(bytes));
    }

    byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** As the reference is told it. */
    Object told() {
        return text == null ? List.of(hex) : text;
    }

    /** As the reference tells it. */
    static Message of(Object told) {
        return told instanceof List<?> list ? new Message(null, (String) list.get(0)) : text((String) told);
    }

    @Override
    public String toString() {
        return text == null ? "bytes " + hex : "text " + text;
    }
}
