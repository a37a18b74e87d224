package dev.socketwire.demo;

import org.jspecify.annotations.Nullable;

/** What people type, made fit to be passed on: the pages limit it, but nothing makes a client use the pages. */
final class Words {
    private Words() {}

    /** One tidy line of so many characters at most; where nothing is left, the other text. */
    static String fit(@Nullable String text, int most, String otherwise) {
        String tidy = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ").strip();
        int end = tidy.codePointCount(0, tidy.length()) <= most ? tidy.length() : tidy.offsetByCodePoints(0, most);
        return tidy.isEmpty() ? otherwise : tidy.substring(0, end);
    }
}
