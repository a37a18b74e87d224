package dev.socketwire.frames.handshake;

import dev.socketwire.frames.handshake.ExtensionOffer.Parameter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads header values from left to right, each character once: comma lists, tokens, quoted strings (RFC 9110, section 5.6).
 * Empty elements of a list are passed over, as that section wants.
 */
final class HeaderTokens {
    private static final String SEPARATORS = "\"(),/:;<=>?@[\\]{}";

    private final String value;
    private int at;

    private HeaderTokens(String value) {
        this.value = value;
    }

    /** How often a token stands in the lists, in any letter case. What is no token is passed over. */
    static int count(List<String> values, String token) {
        int found = 0;
        for (String value : values) {
            int from = 0;
            while (from <= value.length()) {
                int comma = value.indexOf(',', from);
                int end = comma < 0 ? value.length() : comma;
                if (value.substring(from, end).strip().equalsIgnoreCase(token)) {
                    found++;
                }
                from = end + 1;
            }
        }
        return found;
    }

    /** All tokens of comma lists, in order. */
    static List<String> tokens(List<String> values) throws MalformedHeader {
        List<String> tokens = new ArrayList<>();
        for (String value : values) {
            HeaderTokens in = new HeaderTokens(value);
            while (in.nextElement()) {
                tokens.add(in.token());
                in.endElement();
            }
        }
        return tokens;
    }

    /** All offers of {@code Sec-WebSocket-Extensions}, in order. */
    static List<ExtensionOffer> extensions(List<String> values) throws MalformedHeader {
        List<ExtensionOffer> offers = new ArrayList<>();
        for (String value : values) {
            HeaderTokens in = new HeaderTokens(value);
            while (in.nextElement()) {
                offers.add(in.offer());
                in.endElement();
            }
        }
        return offers;
    }

    private ExtensionOffer offer() throws MalformedHeader {
        String name = token();
        List<Parameter> parameters = new ArrayList<>();
        while (skip(';')) {
            String parameter = token();
            parameters.add(new Parameter(parameter, skip('=') ? tokenOrQuoted() : null));
        }
        return new ExtensionOffer(name, parameters);
    }

    private boolean nextElement() {
        while (skip(',')) {
            // an empty element
        }
        skipSpace();
        return at < value.length();
    }

    private void endElement() throws MalformedHeader {
        skipSpace();
        if (at < value.length() && value.charAt(at) != ',') {
            throw malformed();
        }
    }

    private boolean skip(char wanted) {
        skipSpace();
        boolean found = at < value.length() && value.charAt(at) == wanted;
        if (found) {
            at++;
        }
        return found;
    }

    private String token() throws MalformedHeader {
        skipSpace();
        int start = at;
        while (at < value.length() && isTokenCharacter(value.charAt(at))) {
            at++;
        }
        if (at == start) {
            throw malformed();
        }
        return value.substring(start, at);
    }

    private String tokenOrQuoted() throws MalformedHeader {
        if (!skip('"')) {
            return token();
        }
        StringBuilder text = new StringBuilder();
        for (@Nullable Character next = quoted(); next != null; next = quoted()) {
            text.append(next.charValue());
        }
        // RFC 6455, section 9.1: without its quotes the value has to be a token.
        String token = text.toString();
        if (token.isEmpty() || !token.chars().allMatch(c -> isTokenCharacter((char) c))) {
            throw malformed();
        }
        return token;
    }

    /** The next character of a quoted string, or null after its closing quote. */
    private @Nullable Character quoted() throws MalformedHeader {
        char next = next();
        return next == '"' ? null : Character.valueOf(next == '\\' ? next() : next);
    }

    private char next() throws MalformedHeader {
        if (at == value.length()) {
            throw malformed();
        }
        return value.charAt(at++);
    }

    private void skipSpace() {
        while (at < value.length() && (value.charAt(at) == ' ' || value.charAt(at) == '\t')) {
            at++;
        }
    }

    private static boolean isTokenCharacter(char c) {
        return c > ' ' && c < 0x7f && SEPARATORS.indexOf(c) < 0;
    }

    private MalformedHeader malformed() {
        return new MalformedHeader("malformed at character " + at + " of " + value.length());
    }
}
