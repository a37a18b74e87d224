package dev.socketwire.frames.codec;

import io.netty.buffer.ByteBuf;

/**
 * Checks UTF-8 as its bytes come, in pieces cut anywhere, and fails at the first byte that cannot go on a valid text
 * (Unicode, table 3-7: no overlong form, no surrogate, nothing above U+10FFFF).
 */
final class Utf8Checker {
    private static final long NON_ASCII = 0x8080808080808080L;

    /** Continuation bytes that must follow. */
    private int missing;

    /** The range of the next continuation byte; narrower than 80..BF after E0, ED, F0 and F4. */
    private int lowest = 0x80;

    private int highest = 0xbf;

    /**
     * Checks the next piece.
     *
     * @param bytes borrowed; its indices are left alone
     * @return the index of the first bad byte, or -1
     */
    int check(ByteBuf bytes, int index, int length) {
        int end = index + length;
        int i = index;
        while (i < end) {
            if (missing == 0) {
                while (i + 8 <= end && (bytes.getLong(i) & NON_ASCII) == 0) {
                    i += 8;
                }
                if (i == end) {
                    break;
                }
            }
            if (!accept(bytes.getByte(i) & 0xff)) {
                return i;
            }
            i++;
        }
        return -1;
    }

    /** Whether the text may end here. */
    boolean isComplete() {
        return missing == 0;
    }

    void reset() {
        missing = 0;
        lowest = 0x80;
        highest = 0xbf;
    }

    private boolean accept(int value) {
        if (missing > 0) {
            if (value < lowest || value > highest) {
                return false;
            }
            missing--;
            lowest = 0x80;
            highest = 0xbf;
            return true;
        }
        return value < 0x80 || lead(value);
    }

    private boolean lead(int value) {
        if (value < 0xc2 || value > 0xf4) {
            return false;
        }
        if (value < 0xe0) {
            missing = 1;
        } else if (value < 0xf0) {
            missing = 2;
            lowest = value == 0xe0 ? 0xa0 : 0x80;
            highest = value == 0xed ? 0x9f : 0xbf;
        } else {
            missing = 3;
            lowest = value == 0xf0 ? 0x90 : 0x80;
            highest = value == 0xf4 ? 0x8f : 0xbf;
        }
        return true;
    }
}
