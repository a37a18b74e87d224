package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Strings as JSON text, RFC 8259 section 7: only what must be escaped is. */
final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private JsonText() {}

    /** Whether a string holds one half of a surrogate pair without the other: UTF-8 has no bytes for it. */
    static boolean hasHalfSurrogate(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!isPairAt(text, i)) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    /** Appends a string with its quotes. */
    static void append(StringBuilder out, CharSequence text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPairAt(text, i)) {
                out.append(c).append(text.charAt(++i));
            } else if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c)) {
                appendEscape(out, c);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Writes a string with its quotes. */
    static void write(ByteBuf out, String text) {
        int clean = cleanLength(text);
        if (clean == text.length()) {
            out.ensureWritable(2 + ByteBufUtil.utf8MaxBytes(text));
            out.writeByte('"');
            ByteBufUtil.writeUtf8(out, text);
            out.writeByte('"');
        } else {
            StringBuilder escaped = new StringBuilder(text.length() + 16);
            append(escaped, text);
            ByteBufUtil.writeUtf8(out, escaped);
        }
    }

    /** How many characters from the start need no escape. */
    private static int cleanLength(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return i;
            }
            if (Character.isSurrogate(c)) {
                if (!isPairAt(text, i)) {
                    return i;
                }
                i++;
            }
        }
        return text.length();
    }

    private static boolean isPairAt(CharSequence text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static void appendEscape(StringBuilder out, char c) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                out.append("\\u");
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.append(HEX[c >> shift & 0xf]);
                }
            }
        }
    }
}
