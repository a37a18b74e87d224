package dev.socketwire.engineio;

import java.util.regex.Pattern;

/** What may stand in a header (RFC 9110 section 5). */
final class HttpText {
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern FIELD_VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    private HttpText() {}

    static String token(String what, String text) {
        if (!TOKEN.matcher(text).matches()) {
            throw new IllegalArgumentException(what + " is \"" + printable(text) + "\", must be a token of RFC 9110");
        }
        return text;
    }

    static String fieldValue(String name, String text) {
        if (!FIELD_VALUE.matcher(text).matches()) {
            throw new IllegalArgumentException("value of header " + name + " is \"" + printable(text)
                    + "\", must have no control character and none above 0xff");
        }
        return text;
    }

    /** So that a refused text cannot break a log line, either. */
    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "..." : text;
        return cut.replaceAll("[^\\x20-\\x7e]", "?");
    }
}
