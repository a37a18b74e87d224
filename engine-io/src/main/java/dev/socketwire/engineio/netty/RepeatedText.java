package dev.socketwire.engineio.netty;

/**
 * The text that came last: clients of one page ask with the same words, and one copy is kept for all of them that come in a
 * row. Any thread; threads that meet here keep a copy each at worst.
 */
final class RepeatedText {
    private String last = "";

    /** The text, or an equal one that is kept already. */
    String of(String text) {
        String known = last;
        if (known.equals(text)) {
            return known;
        }
        last = text;
        return text;
    }
}
