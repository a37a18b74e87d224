package dev.socketwire.socketio.spi;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Values as they travel: JSON, and beside it the bytes that have no place in JSON. Where bytes stand, the JSON has
 * {@code {"_placeholder":true,"num":n}}, n counted from 0. Nobody writes to the arrays.
 *
 * @param json in UTF-8, an array but in some packets that parsers see; of an event the first value is its name
 * @param attachments what the placeholders stand for
 */
public record Payload(byte[] json, List<byte[]> attachments) {
    /** Copies the list, not the arrays. */
    public Payload {
        attachments = List.copyOf(attachments);
    }

    /**
     * These values and one more behind them, the offset of an event.
     *
     * @throws IllegalArgumentException where the offset is not of printable ASCII without quote and backslash
     */
    public Payload with(String offset) {
        if (offset.isEmpty() || offset.chars().anyMatch(c -> c <= ' ' || c > '~' || c == '"' || c == '\\')) {
            throw new IllegalArgumentException("offset \"" + offset + "\" is not of printable ASCII");
        }
        byte[] last = (",\"" + offset + "\"]").getBytes(StandardCharsets.US_ASCII);
        byte[] longer = Arrays.copyOf(json, json.length - 1 + last.length);
        System.arraycopy(last, 0, longer, json.length - 1, last.length);
        return new Payload(longer, attachments);
    }
}
