package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/** Strings and integers as JSON text, straight into a buffer. RFC 8259 section 7: only what must be escaped is. */
final class JsonText {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** Runs above it are measured before they are written, or three times their size would be set aside. */
    private static final int MEASURED_ABOVE = 512;

    private static final int LONG_DIGITS = 19;

    private JsonText() {}

    /** Writes a string with its quotes. Half a surrogate pair, for which UTF-8 has no bytes, is escaped. */
    static void write(ByteBuf out, String text) {
        out.writeByte('"');
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPairAt(text, i)) {
                i++;
            } else if (c < ' ' || c == '"' || c == '\\' || Character.isSurrogate(c)) {
                writeRun(out, text, from, i);
                escape(out, c);
                from = i + 1;
            }
        }
        writeRun(out, text, from, text.length());
        out.writeByte('"');
    }

    /** Writes the digits of an integer. */
    static void write(ByteBuf out, long value) {
        if (value == Long.MIN_VALUE) {
            ByteBufUtil.writeAscii(out, Long.toString(value));
            return;
        }
        out.ensureWritable(1 + LONG_DIGITS);
        if (value < 0) {
            out.writeByte('-');
        }
        long rest = Math.abs(value);
        int digits = 1;
        for (long bound = 10; digits < LONG_DIGITS && rest >= bound; bound *= 10) {
            digits++;
        }
        int end = out.writerIndex() + digits;
        for (int at = end - 1; at >= out.writerIndex(); at--) {
            out.setByte(at, '0' + (int) (rest % 10));
            rest /= 10;
        }
        out.writerIndex(end);
    }

    private static void writeRun(ByteBuf out, String text, int from, int to) {
        int room = to - from > MEASURED_ABOVE
                ? ByteBufUtil.utf8Bytes(text, from, to)
                : ByteBufUtil.utf8MaxBytes(to - from);
        ByteBufUtil.reserveAndWriteUtf8(out, text, from, to, room);
    }

    private static boolean isPairAt(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                && i + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(i + 1));
    }

    private static void escape(ByteBuf out, char c) {
        out.writeByte('\\');
        switch (c) {
            case '"', '\\' -> out.writeByte(c);
            case '\n' -> out.writeByte('n');
            case '\r' -> out.writeByte('r');
            case '\t' -> out.writeByte('t');
            case '\b' -> out.writeByte('b');
            case '\f' -> out.writeByte('f');
            default -> {
                out.writeByte('u');
                for (int shift = 12; shift >= 0; shift -= 4) {
                    out.writeByte(HEX[c >> shift & 0xf]);
                }
            }
        }
    }
}
