package dev.socketwire.socketio.spi;

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
}
