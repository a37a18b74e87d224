package dev.socketwire.socketio.msgpack;

import dev.socketwire.engineio.PacketFormatException;
import java.util.Arrays;

/** JSON that is being written. Not for use from several threads. */
final class JsonBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** Of a control character. */
    private static final int ESCAPED = 6;

    private byte[] bytes;
    private int size;

    JsonBytes(int expected) {
        bytes = new byte[Math.max(16, expected)];
    }

    /** Writes what JSON is made of: a bracket, a number, a word. */
    void ascii(String text) {
        room(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void ascii(char value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    /** Writes the comma that separates a value from the one before, where there is one. */
    void separate() {
        if (bytes[size - 1] != '[' && bytes[size - 1] != '{') {
            ascii(',');
        }
    }

    /**
     * Writes the text that was read last.
     *
     * @throws PacketFormatException where it is no UTF-8
     */
    void text(Tokens tokens) throws PacketFormatException {
        byte[] source = tokens.message();
        int end = tokens.from() + tokens.length();
        boolean plain = true;
        ascii('"');
        int from = tokens.from();
        for (int i = from; i < end; i++) {
            byte value = source[i];
            plain &= value >= 0;
            if ((value >= 0 && value < ' ') || value == '"' || value == '\\') {
                copy(source, from, i);
                escape(value);
                from = i + 1;
            }
        }
        copy(source, from, end);
        ascii('"');
        if (!plain) {
            // For the check alone.
            tokens.text();
        }
    }

    /** How many bytes there are. */
    int size() {
        return size;
    }

    /** Forgets what is behind so many bytes. */
    void size(int less) {
        size = less;
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes, size);
    }

    private void escape(byte value) {
        if (value == '"' || value == '\\') {
            ascii('\\');
            ascii((char) value);
            return;
        }
        room(ESCAPED);
        ascii("\\u00");
        bytes[size++] = HEX[value >> 4];
        bytes[size++] = HEX[value & 0xf];
    }

    private void copy(byte[] source, int from, int to) {
        room(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
        }
    }
}
