package dev.socketwire.engineio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The headers of a request as one string, {@code name:value} lines, one byte for a character: a session keeps them for its
 * whole life and hardly anyone looks at them. The names that every browser sends are a single character. Maps are made when
 * somebody asks. Pure functions.
 */
final class HeaderBlock {
    /** The characters of a name are ASCII; those above stand for these names. */
    private static final int FIRST_CODE = 0x80;

    private static final List<String> KNOWN = List.of(
            "host",
            "connection",
            "upgrade",
            "origin",
            "user-agent",
            "accept",
            "accept-encoding",
            "accept-language",
            "cache-control",
            "pragma",
            "cookie",
            "referer",
            "authorization",
            "content-type",
            "content-length",
            "sec-websocket-key",
            "sec-websocket-version",
            "sec-websocket-extensions",
            "sec-websocket-protocol",
            "sec-fetch-dest",
            "sec-fetch-mode",
            "sec-fetch-site",
            "sec-ch-ua",
            "sec-ch-ua-mobile",
            "sec-ch-ua-platform",
            "x-forwarded-for",
            "x-forwarded-host",
            "x-forwarded-proto",
            "x-real-ip");

    private static final Map<String, Character> CODES = codes();

    private HeaderBlock() {}

    /** Names are kept in lower case. Names that are no tokens and values with a line feed do not come from an HTTP parser. */
    static String of(Iterable<Map.Entry<String, String>> headers) {
        StringBuilder lines = new StringBuilder(256);
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            String value = header.getValue();
            if (!isName(name) || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("header has a line feed, or a colon or no ASCII in its name");
            }
            appendPrefix(lines, name);
            lines.append(value).append('\n');
        }
        return lines.toString();
    }

    /** All values of a header, in order; the name in any letter case. */
    static List<String> values(String lines, String name) {
        String prefix = prefix(name);
        List<String> values = new ArrayList<>(1);
        for (int from = 0; from < lines.length(); ) {
            int to = lines.indexOf('\n', from);
            if (lines.startsWith(prefix, from)) {
                values.add(lines.substring(from + prefix.length(), to));
            }
            from = to + 1;
        }
        return Collections.unmodifiableList(values);
    }

    static Map<String, List<String>> toMap(String lines) {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int from = 0; from < lines.length(); ) {
            int code = lines.charAt(from) - FIRST_CODE;
            boolean known = code >= 0 && code < KNOWN.size();
            int name = known ? from : lines.indexOf(':', from);
            int to = lines.indexOf('\n', name);
            map.computeIfAbsent(known ? KNOWN.get(code) : lines.substring(from, name), key -> new ArrayList<>(1))
                    .add(lines.substring(name + 1, to));
            from = to + 1;
        }
        map.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(map);
    }

    private static boolean isName(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c >= FIRST_CODE || c == ':' || c == '\n') {
                return false;
            }
        }
        return true;
    }

    /** What a line of that name begins with. */
    private static String prefix(String name) {
        StringBuilder prefix = new StringBuilder(name.length() + 1);
        appendPrefix(prefix, name);
        return prefix.toString();
    }

    private static void appendPrefix(StringBuilder lines, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        Character code = CODES.get(lower);
        if (code == null) {
            lines.append(lower).append(':');
        } else {
            lines.append(code.charValue());
        }
    }

    private static Map<String, Character> codes() {
        Map<String, Character> codes = new HashMap<>();
        for (int i = 0; i < KNOWN.size(); i++) {
            codes.put(KNOWN.get(i), (char) (FIRST_CODE + i));
        }
        return codes;
    }
}
