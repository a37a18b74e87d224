package dev.socketwire.frames.codec;

import io.netty.buffer.ByteBuf;

/** The masking of RFC 6455, section 5.3: XOR with a key of four bytes; the same way back. */
final class Mask {
    private Mask() {}

    /**
     * Masks or unmasks in place, eight bytes a step.
     *
     * @param bytes exclusively owned
     * @param key the key as it stands on the wire, first byte highest
     * @param offset how many bytes of the payload came before these
     */
    static void apply(ByteBuf bytes, int index, int length, int key, long offset) {
        int rotated = Integer.rotateLeft(key, (int) (offset & 3) << 3);
        long wide = (long) rotated << 32 | (rotated & 0xffffffffL);
        int end = index + length;
        int i = index;
        for (; i + 8 <= end; i += 8) {
            bytes.setLong(i, bytes.getLong(i) ^ wide);
        }
        for (int shift = 24; i < end; i++, shift = (shift - 8) & 31) {
            bytes.setByte(i, bytes.getByte(i) ^ rotated >>> shift);
        }
    }
}
