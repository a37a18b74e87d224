package dev.socketwire.interop.parser;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the reference takes a text apart: to JavaScript white space is the number 0, and so it is a digit there.
 *
 * @param type the first character, or nothing
 * @param count what stands before the dash, of types 5 and 6
 * @param namespace with its slash; empty where there is none
 * @param id digits and white space
 * @param payload the rest
 */
record Header(String type, String count, String namespace, String id, String payload) {
    private static final Pattern TEXT =
            Pattern.compile("(?s)(?<type>.?)(?<count>(?<=[56])[^-]*-)?(?<namespace>/[^,]*,?)?"
                    + "(?<id>[0-9\\s\\u00a0\\ufeff\\u2028\\u2029]*)(?<payload>.*)");

    static Header of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalStateException(text);
        }
        return new Header(
                parts.group("type"),
                part(parts, "count"),
                part(parts, "namespace"),
                part(parts, "id"),
                part(parts, "payload"));
    }

    private static String part(Matcher parts, String name) {
        String part = parts.group(name);
        return part == null ? "" : part;
    }

    boolean isOf(String types) {
        return !type.isEmpty() && types.contains(type);
    }
}
