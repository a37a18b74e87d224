package dev.socketwire.interop.faults;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One event of the ledger, as it goes over the wire.
 *
 * @param client whose
 * @param way {@link #UP} or {@link #DOWN}
 * @param number the events of a client and a way are numbered from 0
 * @param text something to carry
 * @param crc of all that stands before it
 */
record Entry(int client, String way, int number, String text, long crc) {
    /** From the client. */
    static final String UP = "up";

    /** To the client. */
    static final String DOWN = "down";

    private static final String WORDS = "ledger é € 😀 ";

    static Entry of(int client, String way, int number) {
        String text = WORDS.repeat(number % 4);
        return new Entry(client, way, number, text, crc(client, way, number, text));
    }

    /** Whether nothing of it was changed. */
    boolean isWhole() {
        return crc == crc(client, way, number, text);
    }

    /** As JSON, without what a writer of any object would do. */
    String json() {
        return "{\"client\":" + client + ",\"way\":\"" + way + "\",\"number\":" + number + ",\"text\":\"" + text
                + "\",\"crc\":" + crc + "}";
    }

    private static long crc(int client, String way, int number, String text) {
        CRC32 crc = new CRC32();
        crc.update((client + "/" + way + "/" + number + "/" + text).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
