package dev.socketwire.socketio.msgpack;

import dev.socketwire.engineio.PacketFormatException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A message token by token, containers by their heads alone, so that whoever reads need not recurse. A length or a count is
 * compared with the bytes that are left before it is handed on. Not for use from several threads.
 */
final class Tokens {
    /** What a token is; the methods that give its value say for which. */
    enum Kind {
        NIL,
        /** The client's {@code undefined}: extension type 0, of one byte. */
        UNDEFINED,
        FALSE,
        TRUE,
        INTEGER,
        /** An integer above the greatest {@code long}. */
        UNSIGNED,
        REAL,
        TEXT,
        /** Bytes, those of the client's {@code ArrayBuffer} included, which are an extension type 0 with a length. */
        BYTES,
        /** The client's {@code Date}: extension type 0, of eight bytes. */
        DATE,
        /** Any other extension. */
        EXTENSION,
        ARRAY,
        MAP
    }

    /** The extension type that clients have for values which msgpack does not know. */
    private static final int OWN = 0;

    private static final int FIXED_1 = 0xd4;
    private static final int FIXED_8 = 0xd7;
    private static final int FIXED_16 = 0xd8;

    private final ByteBuffer bytes;

    // Of the token that was read last.
    private long number;
    private double real;
    private int from;
    private int length;

    Tokens(byte[] message) {
        this.bytes = ByteBuffer.wrap(message);
    }

    /** Reads a token, and of text and bytes all. */
    Kind next() throws PacketFormatException {
        int head = (int) unsigned(1);
        if (head < 0x80) {
            return integer(head);
        }
        if (head < 0x90) {
            return container(Kind.MAP, head & 0xf);
        }
        if (head < 0xa0) {
            return container(Kind.ARRAY, head & 0xf);
        }
        if (head < 0xc0) {
            return run(Kind.TEXT, head & 0x1f);
        }
        if (head >= 0xe0) {
            return integer((byte) head);
        }
        return switch (head) {
            case 0xc0 -> Kind.NIL;
            case 0xc2 -> Kind.FALSE;
            case 0xc3 -> Kind.TRUE;
            case 0xc4, 0xc5, 0xc6 -> run(Kind.BYTES, unsigned(1 << (head - 0xc4)));
            case 0xc7, 0xc8, 0xc9 -> extension(unsigned(1 << (head - 0xc7)));
            case 0xca -> real(Float.intBitsToFloat((int) unsigned(4)));
            case 0xcb -> real(Double.longBitsToDouble(unsigned(8)));
            case 0xcc, 0xcd, 0xce -> integer(unsigned(1 << (head - 0xcc)));
            case 0xcf -> unsignedLong();
            case 0xd0, 0xd1, 0xd2, 0xd3 -> integer(signed(1 << (head - 0xd0)));
            case FIXED_1, 0xd5, 0xd6, FIXED_8, FIXED_16 -> fixedExtension(head);
            case 0xd9, 0xda, 0xdb -> run(Kind.TEXT, unsigned(1 << (head - 0xd9)));
            case 0xdc, 0xdd -> container(Kind.ARRAY, unsigned(2 << (head - 0xdc)));
            case 0xde, 0xdf -> container(Kind.MAP, unsigned(2 << (head - 0xde)));
            default -> throw new PacketFormatException("byte 0xc1 begins no value");
        };
    }

    /** The value of INTEGER, the bits of UNSIGNED, the milliseconds of DATE, the type of EXTENSION. */
    long number() {
        return number;
    }

    /** The value of REAL. */
    double real() {
        return real;
    }

    /** Where the bytes of TEXT, BYTES and EXTENSION begin in the message. */
    int from() {
        return from;
    }

    /** How many bytes TEXT, BYTES and EXTENSION have, how many elements ARRAY, how many pairs MAP. */
    int length() {
        return length;
    }

    /** The message; nobody writes to it. */
    byte[] message() {
        return bytes.array();
    }

    /** How many bytes are left. */
    int left() {
        return bytes.remaining();
    }

    /** Whether TEXT is a word of ASCII. */
    boolean is(String word) {
        boolean same = length == word.length();
        for (int i = 0; same && i < length; i++) {
            same = bytes.get(from + i) == word.charAt(i);
        }
        return same;
    }

    /** The value of TEXT, which is UTF-8 and nothing else. */
    String text() throws PacketFormatException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(message(), from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new PacketFormatException("text of " + length + " bytes is no UTF-8");
        }
    }

    /** Leaves out a value. */
    void skip(Kind first) throws PacketFormatException {
        for (long missing = elements(first); missing > 0; missing--) {
            missing += elements(next());
        }
    }

    private long elements(Kind kind) {
        return kind == Kind.ARRAY ? length : kind == Kind.MAP ? 2L * length : 0;
    }

    private Kind unsignedLong() throws PacketFormatException {
        number = unsigned(8);
        return number < 0 ? Kind.UNSIGNED : Kind.INTEGER;
    }

    private Kind integer(long value) {
        number = value;
        return Kind.INTEGER;
    }

    private Kind real(double value) {
        real = value;
        return Kind.REAL;
    }

    private Kind fixedExtension(int head) throws PacketFormatException {
        long size = 1L << (head - FIXED_1);
        Kind kind = extension(size);
        // By its length alone an ArrayBuffer of one byte would be the same: the head tells them apart.
        if (kind != Kind.BYTES) {
            return kind;
        }
        if (head == FIXED_1) {
            return Kind.UNDEFINED;
        }
        if (head == FIXED_8) {
            number = bytes.getLong(from);
            return Kind.DATE;
        }
        return Kind.EXTENSION;
    }

    private Kind extension(long size) throws PacketFormatException {
        number = signed(1);
        return run(number == OWN ? Kind.BYTES : Kind.EXTENSION, size);
    }

    private Kind run(Kind kind, long size) throws PacketFormatException {
        from = bytes.position();
        take(size, "bytes");
        length = (int) size;
        return kind;
    }

    /** Every element has one byte at least. */
    private Kind container(Kind kind, long size) throws PacketFormatException {
        long least = kind == Kind.MAP ? 2 * size : size;
        if (least > left()) {
            throw new PacketFormatException(
                    kind + " of " + size + " cannot be in the " + left() + " bytes that are left");
        }
        length = (int) size;
        return kind;
    }

    private long signed(int width) throws PacketFormatException {
        int unused = Long.SIZE - width * Byte.SIZE;
        return unsigned(width) << unused >> unused;
    }

    /** All that is read goes through here: nothing is, beyond the end. */
    private long unsigned(int width) throws PacketFormatException {
        int at = bytes.position();
        take(width, "bytes of a head");
        long value = 0;
        for (int i = 0; i < width; i++) {
            value = (value << Byte.SIZE) | (bytes.get(at + i) & 0xff);
        }
        return value;
    }

    private void take(long size, String what) throws PacketFormatException {
        if (size > left()) {
            throw new PacketFormatException(size + " " + what + " exceed the " + left() + " that are left");
        }
        bytes.position(bytes.position() + (int) size);
    }
}
