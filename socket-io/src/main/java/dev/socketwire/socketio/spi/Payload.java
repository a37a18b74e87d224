package dev.socketwire.socketio.spi;

import java.util.List;

/**
 * An array of values as it travels: JSON, and beside it the bytes that have no place in JSON. Where bytes stand, the JSON has
 * {@code {"_placeholder":true,"num":n}}, n counted from 0. Nobody writes to the arrays.
 *
 * @param json a JSON array in UTF-8; of an event the first value is its name
 * @param attachments what the placeholders stand for
 */
public record Payload(byte[] json, List<byte[]> attachments) {
    /** Copies the list, not the arrays. */
    public Payload {
        attachments = List.copyOf(attachments);
    }
}
