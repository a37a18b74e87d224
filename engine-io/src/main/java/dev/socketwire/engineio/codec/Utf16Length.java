package dev.socketwire.engineio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/** Lengths of UTF-8 text as JavaScript counts them: in UTF-16 units, of which a character beyond U+FFFF has two. */
final class Utf16Length implements ByteProcessor {
    private long left;

    private Utf16Length(long left) {
        this.left = left;
    }

    /** The units of a text. */
    static int of(ByteBuf text, int from, int length) {
        Utf16Length count = new Utf16Length(Long.MAX_VALUE);
        text.forEachByte(from, length, count);
        return (int) (Long.MAX_VALUE - count.left);
    }

    /** The bytes that a number of units takes; -1 where the text is shorter or would have to be cut within a character. */
    static int bytes(ByteBuf text, int from, int end, long units) {
        Utf16Length count = new Utf16Length(units);
        int stop = text.forEachByte(from, end - from, count);
        if (count.left < 0 || (stop < 0 && count.left > 0)) {
            return -1;
        }
        return (stop < 0 ? end : stop) - from;
    }

    /** Stops at the first byte of the character behind the last one that counts. */
    @Override
    public boolean process(byte value) {
        boolean continues = (value & 0xc0) == 0x80;
        if (continues) {
            return true;
        }
        if (left <= 0) {
            return false;
        }
        left -= (value & 0xf8) == 0xf0 ? 2 : 1;
        return true;
    }
}
