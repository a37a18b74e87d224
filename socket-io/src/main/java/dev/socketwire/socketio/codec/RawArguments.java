package dev.socketwire.socketio.codec;

import java.util.List;

/**
 * The arguments of an event as they came. Immutable: nobody writes to the arrays.
 *
 * @param json the values with commas between them, without brackets, without the name of the event
 * @param starts where in it each value begins
 * @param attachments the binary values that placeholders in it name
 */
public record RawArguments(byte[] json, int[] starts, List<byte[]> attachments) {
    /** How many values there are. */
    public int size() {
        return starts.length;
    }
}
