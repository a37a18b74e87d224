package dev.socketwire.frames.handshake;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Comma lists, tokens, parameters and quoted strings of HTTP headers (RFC 9110 section 5.6), in linear time. */
final class HeaderTokens {
    private final String text;
    private int at;

    private HeaderTokens(String text) {
        this.text = text;
    }

    /**
     * An element of a list with its parameters.
     *
     * @param name the token
     * @param parameters names in lower case and values, in order; a parameter without a value has none
     */
    record Element(String name, List<Map.Entry<String, Optional<String>>> parameters) {}

    /** Whether a list of tokens holds one, in any letter case. */
    static boolean contains(List<String> values, String token) {
        for (String value : values) {
            for (String element : value.split(",", -1)) {
                if (element.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The tokens of a list, or null where it is none. Empty elements are passed over, as RFC 9110 section 5.6.1 asks. */
    static @Nullable List<String> tokens(List<String> values) {
        List<String> tokens = new ArrayList<>();
        for (String value : values) {
            for (String element : value.split(",", -1)) {
                String token = element.strip();
                if (!token.isEmpty()) {
                    if (!token.chars().allMatch(HeaderTokens::isTokenChar)) {
                        return null;
                    }
                    tokens.add(token);
                }
            }
        }
        return tokens;
    }

    /** The elements of a list with parameters, or null where it is none. */
    static @Nullable List<Element> elements(List<String> values) {
        List<Element> elements = new ArrayList<>();
        for (String value : values) {
            HeaderTokens tokens = new HeaderTokens(value);
            if (!tokens.list(elements)) {
                return null;
            }
        }
        return elements;
    }

    private boolean list(List<Element> into) {
        while (true) {
            skipSpace();
            if (at == text.length()) {
                return true;
            }
            if (text.charAt(at) != ',') {
                Element element = element();
                if (element == null) {
                    return false;
                }
                into.add(element);
                skipSpace();
                if (at < text.length() && text.charAt(at) != ',') {
                    return false;
                }
            }
            at++;
            if (at > text.length()) {
                return true;
            }
        }
    }

    private @Nullable Element element() {
        String name = token();
        if (name.isEmpty()) {
            return null;
        }
        List<Map.Entry<String, Optional<String>>> parameters = new ArrayList<>();
        skipSpace();
        while (at < text.length() && text.charAt(at) == ';') {
            at++;
            skipSpace();
            String parameter = token();
            if (parameter.isEmpty()) {
                return null;
            }
            Optional<String> value = Optional.empty();
            skipSpace();
            if (at < text.length() && text.charAt(at) == '=') {
                at++;
                skipSpace();
                String given = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
                if (given == null || given.isEmpty()) {
                    return null;
                }
                value = Optional.of(given);
                skipSpace();
            }
            parameters.add(Map.entry(parameter.toLowerCase(Locale.ROOT), value));
        }
        return new Element(name, parameters);
    }

    private String token() {
        int start = at;
        while (at < text.length() && isTokenChar(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    /** A quoted string, without its quotes and escapes; null where it does not end. */
    private @Nullable String quoted() {
        StringBuilder value = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return value.toString();
            }
            if (c == '\\') {
                at++;
                if (at == text.length()) {
                    return null;
                }
                c = text.charAt(at);
            }
            value.append(c);
        }
        return null;
    }

    private void skipSpace() {
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || (c >= 'a' && c <= 'z')
                || (c < 0x80 && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
    }
}
