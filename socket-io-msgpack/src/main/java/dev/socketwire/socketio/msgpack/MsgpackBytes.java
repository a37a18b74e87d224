package dev.socketwire.socketio.msgpack;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Msgpack that is being written: each head in the shortest form that clients write. Not for use from several threads. */
final class MsgpackBytes {
    /** The longest head, with a number behind its first byte. */
    private static final int HEAD = 9;

    private ByteBuffer bytes;

    MsgpackBytes(int expected) {
        bytes = ByteBuffer.allocate(Math.max(64, expected));
    }

    void nil() {
        room(1).put((byte) 0xc0);
    }

    void bool(boolean value) {
        room(1).put((byte) (value ? 0xc3 : 0xc2));
    }

    void integer(long value) {
        room(HEAD);
        if (value >= 0) {
            if (value < 0x80) {
                bytes.put((byte) value);
            } else if (value <= 0xff) {
                bytes.put((byte) 0xcc).put((byte) value);
            } else if (value <= 0xffff) {
                bytes.put((byte) 0xcd).putShort((short) value);
            } else if (value <= 0xffff_ffffL) {
                bytes.put((byte) 0xce).putInt((int) value);
            } else {
                unsigned(value);
            }
        } else if (value >= -32) {
            bytes.put((byte) value);
        } else if (value >= Byte.MIN_VALUE) {
            bytes.put((byte) 0xd0).put((byte) value);
        } else if (value >= Short.MIN_VALUE) {
            bytes.put((byte) 0xd1).putShort((short) value);
        } else if (value >= Integer.MIN_VALUE) {
            bytes.put((byte) 0xd2).putInt((int) value);
        } else {
            bytes.put((byte) 0xd3).putLong(value);
        }
    }

    /** An integer of 64 bits without a sign. */
    void unsigned(long bits) {
        room(HEAD).put((byte) 0xcf).putLong(bits);
    }

    void real(double value) {
        room(HEAD).put((byte) 0xcb).putDouble(value);
    }

    void text(String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        room(HEAD + utf8.length);
        if (utf8.length < 32) {
            bytes.put((byte) (0xa0 | utf8.length));
        } else {
            length(0xd9, utf8.length);
        }
        bytes.put(utf8);
    }

    void bin(byte[] value) {
        room(HEAD + value.length);
        length(0xc4, value.length);
        bytes.put(value);
    }

    void array(int elements) {
        container(0x90, 0xdc, elements);
    }

    void map(int pairs) {
        container(0x80, 0xde, pairs);
    }

    byte[] toArray() {
        return Arrays.copyOf(bytes.array(), bytes.position());
    }

    private void container(int fixed, int head, int count) {
        room(HEAD);
        if (count < 16) {
            bytes.put((byte) (fixed | count));
        } else if (count <= 0xffff) {
            bytes.put((byte) head).putShort((short) count);
        } else {
            bytes.put((byte) (head + 1)).putInt(count);
        }
    }

    private void length(int head, int length) {
        if (length <= 0xff) {
            bytes.put((byte) head).put((byte) length);
        } else if (length <= 0xffff) {
            bytes.put((byte) (head + 1)).putShort((short) length);
        } else {
            bytes.put((byte) (head + 2)).putInt(length);
        }
    }

    private ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int wanted = Math.max(2 * bytes.capacity(), bytes.position() + more);
            bytes = ByteBuffer.allocate(wanted).put(bytes.flip());
        }
        return bytes;
    }
}
