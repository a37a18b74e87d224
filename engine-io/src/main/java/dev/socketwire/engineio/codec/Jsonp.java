package dev.socketwire.engineio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Polling by scripts and forms, for browsers from before XMLHttpRequest could cross origins. */
public final class Jsonp {
    private static final int MAX_INDEX_DIGITS = 10;

    private Jsonp() {}

    /** The digits of a {@code j} parameter, which go into the script; nothing else of it does. */
    public static String index(String j) {
        String digits = j.replaceAll("[^0-9]", "");
        return digits.substring(0, Math.min(MAX_INDEX_DIGITS, digits.length()));
    }

    /**
     * The script that hands a body to the client.
     *
     * @param body taken; valid UTF-8
     * @return the caller's
     */
    public static ByteBuf wrap(String index, ByteBuf body, ByteBufAllocator allocator) {
        String text = body.toString(StandardCharsets.UTF_8);
        body.release();
        StringBuilder script = new StringBuilder(text.length() + text.length() / 8 + 24);
        script.append("___eio[").append(index).append("](\"");
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), script);
        }
        return ByteBufUtil.writeUtf8(allocator, script.append("\");"));
    }

    /**
     * The body in a form that a client has posted.
     *
     * @param form borrowed
     * @return the caller's; null where the form has no field {@code d}, or several
     */
    public static @Nullable ByteBuf unwrap(ByteBuf form, ByteBufAllocator allocator) {
        String text = form.toString(StandardCharsets.UTF_8);
        String found = null;
        // Field by field and not all of them at once: a form may hold a million empty ones.
        for (int from = 0; from < text.length(); ) {
            int and = text.indexOf('&', from);
            int to = and < 0 ? text.length() : and;
            if (to - from >= 2 && text.charAt(from) == 'd' && text.charAt(from + 1) == '=') {
                if (found != null) {
                    return null;
                }
                found = text.substring(from + 2, to);
            }
            from = to + 1;
        }
        return found == null ? null : decoded(found, allocator);
    }

    private static @Nullable ByteBuf decoded(String value, ByteBufAllocator allocator) {
        try {
            return ByteBufUtil.writeUtf8(allocator, newlines(URLDecoder.decode(value, StandardCharsets.UTF_8)));
        } catch (IllegalArgumentException e) {
            // A percent sign without its digits.
            return null;
        }
    }

    /**
     * A form changes line ends, so clients write a newline as {@code \n}, and {@code \n} itself with one backslash more.
     */
    private static String newlines(String text) {
        return text.replaceAll("(?<!\\\\)\\\\n", "\n").replace("\\\\n", "\\n");
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            default -> {
                // The separators end a line of script in old browsers; < could end the script element.
                if (c < ' ' || c == '\u2028' || c == '\u2029' || c == '<') {
                    out.append("\\u");
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        out.append(Character.forDigit(c >> shift & 0xf, 16));
                    }
                } else {
                    out.append(c);
                }
            }
        }
    }
}
