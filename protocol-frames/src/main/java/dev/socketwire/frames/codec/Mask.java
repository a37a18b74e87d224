package dev.socketwire.frames.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The XOR that a client puts over every payload (RFC 6455, section 5.3). Masking and unmasking are the same. */
final class Mask {
    private static final int STEP = Long.BYTES;

    /** From here on one view of the bytes costs less than the checks that Netty makes for each word. */
    private static final int LONG = 256;

    private Mask() {}

    /**
     * Masks or unmasks bytes where they stand.
     *
     * @param key the mask for the byte at {@code from}, in its highest eight bits
     * @return the key for the byte after the last one, where the payload goes on
     */
    static int apply(ByteBuf bytes, int from, int length, int key) {
        int words = length & -STEP;
        long wideKey = ((key & 0xffff_ffffL) << 32) | (key & 0xffff_ffffL);
        if (length < LONG) {
            for (int at = from; at < from + words; at += STEP) {
                bytes.setLong(at, bytes.getLong(at) ^ wideKey);
            }
        } else {
            // Swapped once, and not each word of the payload.
            boolean big = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
            apply(
                    bytes.nioBuffer(from, words).order(ByteOrder.nativeOrder()),
                    big ? wideKey : Long.reverseBytes(wideKey));
        }
        int next = key;
        for (int at = from + words; at < from + length; at++) {
            bytes.setByte(at, bytes.getByte(at) ^ (next >>> 24));
            next = Integer.rotateLeft(next, 8);
        }
        return next;
    }

    private static void apply(ByteBuffer words, long key) {
        int end = words.limit();
        for (int at = words.position(); at < end; at += STEP) {
            words.putLong(at, words.getLong(at) ^ key);
        }
    }
}
