package dev.socketwire.engineio;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The headers of a request as one string, {@code name:value} lines, one byte for a character: a session keeps them for its
 * whole life and hardly anyone looks at them. Maps are made when somebody asks. Immutable.
 */
final class HeaderBlock {
    private final String lines;

    private HeaderBlock(String lines) {
        this.lines = lines;
    }

    /** Names are kept in lower case. A name with a colon or a value with a line feed cannot come from an HTTP parser. */
    static HeaderBlock of(Iterable<Map.Entry<String, String>> headers) {
        StringBuilder lines = new StringBuilder(256);
        for (Map.Entry<String, String> header : headers) {
            String name = header.getKey();
            String value = header.getValue();
            if (name.indexOf(':') >= 0 || name.indexOf('\n') >= 0 || value.indexOf('\n') >= 0) {
                throw new IllegalArgumentException("header has a line feed, or a colon in its name");
            }
            lines.append(name.toLowerCase(Locale.ROOT))
                    .append(':')
                    .append(value)
                    .append('\n');
        }
        return new HeaderBlock(lines.toString());
    }

    /** All values of a header, in order; the name in any letter case. */
    List<String> values(String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ':';
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

    Map<String, List<String>> toMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        for (int from = 0; from < lines.length(); ) {
            int colon = lines.indexOf(':', from);
            int to = lines.indexOf('\n', colon);
            map.computeIfAbsent(lines.substring(from, colon), name -> new ArrayList<>(1))
                    .add(lines.substring(colon + 1, to));
            from = to + 1;
        }
        map.replaceAll((name, values) -> Collections.unmodifiableList(values));
        return Collections.unmodifiableMap(map);
    }
}
