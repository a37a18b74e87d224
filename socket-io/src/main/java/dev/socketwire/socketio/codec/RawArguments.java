package dev.socketwire.socketio.codec;

import java.util.List;

/**
 * The arguments of an event as they came. Immutable.
 *
 * @param json the values with commas between them, without brackets, without the name of the event
 * @param attachments the binary values that placeholders in it name
 * @param size how many values there are
 */
public record RawArguments(byte[] json, List<byte[]> attachments, int size) {}
