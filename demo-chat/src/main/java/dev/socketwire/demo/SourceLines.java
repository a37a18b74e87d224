package dev.socketwire.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Java that the pages show: {@code {{SimpleChat.install}}} in a page becomes that method of that class, out of the
 * source that was compiled.
 */
final class SourceLines {
    private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)\\.(\\w+)}}");
    private static final String INDENT = "    ";

    private SourceLines() {}

    static String fillInto(String page) {
        return PLACE.matcher(page)
                .replaceAll(place -> Matcher.quoteReplacement(escaped(method(place.group(1), place.group(2)))));
    }

    /** The lines of a method, moved to the left. */
    static String method(String type, String name) {
        List<String> lines = source(type).lines().toList();
        int first = 0;
        while (!opens(lines.get(first), name)) {
            first++;
        }
        int last = first;
        while (!lines.get(last).equals(INDENT + "}")) {
            last++;
        }
        return String.join(
                "\n",
                lines.subList(first, last + 1).stream()
                        .map(line -> line.isEmpty() ? line : line.substring(INDENT.length()))
                        .toList());
    }

    private static boolean opens(String line, String name) {
        return line.matches(INDENT + "\\S.*\\b" + name + "\\(.*");
    }

    private static String source(String type) {
        String name = "source/" + type + ".java";
        try (InputStream file = Objects.requireNonNull(SourceLines.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
