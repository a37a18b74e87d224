package dev.socketwire.interop.recovery;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One event of the books, as it goes over the wire.
 *
 * @param client whose
 * @param way {@link #UP} or {@link #DOWN}
 * @param number the events of a client and a way are numbered from 0
 * @param isLast the sender waits for a word of the receiver before it goes on
 * @param crc of all that stands before it
 */
record Numbered(int client, String way, int number, boolean isLast, long crc) {
    /** To the server. */
    static final String UP = "up";

    /** To the client. */
    static final String DOWN = "down";

    static Numbered of(int client, String way, int number, boolean isLast) {
        return new Numbered(client, way, number, isLast, crc(client, way, number, isLast));
    }

    /** Whether it is one of a client, as it was sent. */
    boolean isFor(int whose, String whichWay) {
        return client == whose && way.equals(whichWay) && crc == crc(client, way, number, isLast);
    }

    /** Some bytes beside it, none for most. */
    byte[] attachment() {
        return number % 7 == 3 ? Integer.toString(number).repeat(40).getBytes(StandardCharsets.US_ASCII) : new byte[0];
    }

    private static long crc(int client, String way, int number, boolean isLast) {
        CRC32 crc = new CRC32();
        crc.update((client + "/" + way + "/" + number + "/" + isLast).getBytes(StandardCharsets.UTF_8));
        return crc.getValue();
    }
}
