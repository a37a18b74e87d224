package dev.socketwire.socketio.codec;

import java.util.List;

/**
 * The arguments of an event as they came. Immutable: nobody writes to the arrays.
 *
 * @param json a payload; the values stand in it one after the other with commas between them
 * @param starts where in it each value begins
 * @param end where in it the last value ends
 * @param attachments the binary values that placeholders in it name
 */
public record RawArguments(byte[] json, int[] starts, int end, List<byte[]> attachments) {
    /** How many values there are. */
    public int size() {
        return starts.length;
    }
}
