package dev.socketwire.socketio.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A look at payloads as most of them are: an array of strings, numbers, true, false and null, without white space. Such a payload
 * is checked to its end (RFC 8259) and its values are found, without a parser and without a copy. Whatever looks otherwise, be it
 * legal or not, is left to the parser.
 */
final class ScalarScan {
    private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
    private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
    private static final byte[] NULL = {'n', 'u', 'l', 'l'};

    /** Eight bytes at a time; in which order does not matter. */
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGHEST = 0x8080_8080_8080_8080L;

    private final byte[] json;
    private final int maxNumberLength;
    private int at;
    private int[] starts = new int[4];
    private int size;

    private ScalarScan(byte[] json, int maxNumberLength) {
        this.json = json;
        this.maxNumberLength = maxNumberLength;
    }

    /** Where each value begins; null where the parser has to look. The last value ends before the closing bracket. */
    static int @Nullable [] starts(byte[] json, int maxNumberLength) {
        return new ScalarScan(json, maxNumberLength).values();
    }

    private int @Nullable [] values() {
        int close = json.length - 1;
        if (close < 2 || json[0] != '[' || json[close] != ']') {
            return null;
        }
        do {
            at++;
            if (size == starts.length) {
                starts = Arrays.copyOf(starts, 2 * size);
            }
            starts[size++] = at;
            if (at >= close || !value()) {
                return null;
            }
        } while (at < close && json[at] == ',');
        return at == close ? Arrays.copyOf(starts, size) : null;
    }

    /** Moves behind a value. The closing bracket is always there to stop at. */
    private boolean value() {
        byte first = json[at];
        return switch (first) {
            case '"' -> string();
            case 't' -> literal(TRUE);
            case 'f' -> literal(FALSE);
            case 'n' -> literal(NULL);
            default -> (first == '-' || isDigit(first)) && number();
        };
    }

    private boolean string() {
        for (at = plain(at + 1); at < json.length; at = plain(at + 1)) {
            byte b = json[at];
            if (b == '"') {
                at++;
                return true;
            }
            if (b != '\\' || !escape()) {
                return false;
            }
        }
        return false;
    }

    /** The next byte from there on that a string does not just hold: a quote, a backslash, a control character. */
    private int plain(int from) {
        int next = from;
        while (json.length - next >= Long.BYTES && isPlain((long) WORDS.get(json, next))) {
            next += Long.BYTES;
        }
        // UTF-8 was checked when it came; its bytes are negative here.
        while (next < json.length && json[next] != '"' && json[next] != '\\' && (json[next] < 0 || json[next] >= ' ')) {
            next++;
        }
        return next;
    }

    /** Whether eight bytes hold none of these; bytes above 7f are plain. */
    private static boolean isPlain(long word) {
        long quote = word ^ EACH * '"';
        long backslash = word ^ EACH * '\\';
        long below = (word - EACH * ' ') | ((quote - EACH) & ~quote) | ((backslash - EACH) & ~backslash);
        return (below & ~word & HIGHEST) == 0;
    }

    /** Moves to the last character of an escape. */
    private boolean escape() {
        at++;
        if (at == json.length) {
            return false;
        }
        switch (json[at]) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {
                return true;
            }
            default -> {
                // Halves of pairs and the like are for the parser.
                return false;
            }
        }
    }

    private boolean literal(byte[] word) {
        int end = at + word.length;
        if (end >= json.length || !Arrays.equals(json, at, end, word, 0, word.length)) {
            return false;
        }
        at = end;
        return true;
    }

    private boolean number() {
        int from = at;
        if (json[at] == '-') {
            at++;
        }
        if (json[at] == '0') {
            at++;
        } else if (!digits()) {
            return false;
        }
        if (json[at] == '.') {
            at++;
            if (!digits()) {
                return false;
            }
        }
        if (json[at] == 'e' || json[at] == 'E') {
            at++;
            if (json[at] == '+' || json[at] == '-') {
                at++;
            }
            if (!digits()) {
                return false;
            }
        }
        return at - from <= maxNumberLength;
    }

    private boolean digits() {
        int from = at;
        while (isDigit(json[at])) {
            at++;
        }
        return at > from;
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
