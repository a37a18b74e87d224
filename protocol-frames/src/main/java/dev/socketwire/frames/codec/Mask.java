package dev.socketwire.frames.codec;

import io.netty.buffer.ByteBuf;

/** The XOR that a client puts over every payload (RFC 6455, section 5.3). Masking and unmasking are the same. */
final class Mask {
    private static final int STEP = Long.BYTES;

    private Mask() {}

    /**
     * Masks or unmasks bytes where they stand.
     *
     * @param key the mask for the byte at {@code from}, in its highest eight bits
     * @return the key for the byte after the last one, where the payload goes on
     */
    static int apply(ByteBuf bytes, int from, int length, int key) {
        int at = from;
        int end = from + length;
        long wideKey = ((key & 0xffff_ffffL) << 32) | (key & 0xffff_ffffL);
        for (; end - at >= STEP; at += STEP) {
            bytes.setLong(at, bytes.getLong(at) ^ wideKey);
        }
        int next = key;
        for (; at < end; at++) {
            bytes.setByte(at, bytes.getByte(at) ^ (next >>> 24));
            next = Integer.rotateLeft(next, 8);
        }
        return next;
    }
}
