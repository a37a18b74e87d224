package dev.socketwire.benchmarks;

import java.nio.charset.StandardCharsets;

/** What frames carry. */
final class Texts {
    private Texts() {}

    /** A text of so many bytes in UTF-8, or the few more that its last characters need. */
    static String of(int bytes, boolean ascii) {
        String unit = ascii ? "abcdefgh" : "aé€bcd";
        int each = unit.getBytes(StandardCharsets.UTF_8).length;
        return unit.repeat((bytes + each - 1) / each);
    }
}
