package dev.socketwire.engineio;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The query of a request target, read as a browser reads one (WHATWG URL, application/x-www-form-urlencoded): {@code +} is
 * a space, an escape that is none stands for itself, bytes that are no UTF-8 become U+FFFD. Nothing is refused here. Time
 * and memory are linear in the length of the target.
 */
public final class QueryString {
    private QueryString() {}

    /** The part of a target before its query. */
    public static String path(String target) {
        int mark = target.indexOf('?');
        return mark < 0 ? target : target.substring(0, mark);
    }

    /** The parameters in order; of a name that came twice the last value. */
    public static Map<String, String> parse(String target) {
        Map<String, String> parameters = new LinkedHashMap<>();
        forEach(target, parameters::put);
        return Collections.unmodifiableMap(parameters);
    }

    /** Each parameter in the order of the query. */
    public static void forEach(String target, BiConsumer<String, String> parameter) {
        int from = target.indexOf('?') + 1;
        if (from == 0) {
            return;
        }
        while (from < target.length()) {
            int and = target.indexOf('&', from);
            int to = and < 0 ? target.length() : and;
            if (to > from) {
                int nameEnd = nameEnd(target, from, to);
                parameter.accept(decode(target, from, nameEnd), nameEnd == to ? "" : decode(target, nameEnd + 1, to));
            }
            from = to + 1;
        }
    }

    /** Looks no further than this parameter: a query of names alone would take quadratic time otherwise. */
    private static int nameEnd(String target, int from, int to) {
        int at = from;
        while (at < to && target.charAt(at) != '=') {
            at++;
        }
        return at;
    }

    private static String decode(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == '%' || c == '+') {
                return unescape(text.substring(from, to));
            }
        }
        return text.substring(from, to);
    }

    private static String unescape(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            byte b = in[i];
            if (b == '%' && i + 2 < in.length && hex(in[i + 1]) >= 0 && hex(in[i + 2]) >= 0) {
                b = (byte) (hex(in[i + 1]) << 4 | hex(in[i + 2]));
                i += 2;
            } else if (b == '+') {
                b = ' ';
            }
            out[length++] = b;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(byte digit) {
        return Character.digit(digit, 16);
    }
}
