package dev.socketwire.frames;

import java.util.Optional;

/**
 * The header of one frame, field by field, for tools and for learning. The picture of RFC 6455, section 5.2:
 *
 * <pre>
 *  byte 0                byte 1             then
 *  FIN RSV1-3 opcode(4)  MASK length(7)     0, 2 or 8 bytes of length, 0 or 4 bytes of masking key, payload
 * </pre>
 *
 * @param fin whether the frame is the last of its message
 * @param rsv1 the first reserved bit: the message is compressed
 * @param opcode 0 continuation, 1 text, 2 binary, 8 close, 9 ping, 10 pong
 * @param masked whether a masking key follows
 * @param payloadLength bytes of payload
 * @param maskingKey the key, 0 where there is none
 * @param headerLength bytes of this header, 2 to 14
 */
public record FrameHeader(
        boolean fin, boolean rsv1, int opcode, boolean masked, long payloadLength, int maskingKey, int headerLength) {
    /** Byte 0: the last frame of its message. */
    public static final int B0_FIN = 0x80;
    /** Byte 0: the message is compressed. */
    public static final int B0_RSV1 = 0x40;
    /** Byte 0: reserved, must be 0. */
    public static final int B0_RSV2_AND_3 = 0x30;
    /** Byte 0: what the frame is. */
    public static final int B0_OPCODE = 0x0f;
    /** Byte 1: a masking key follows. */
    public static final int B1_MASK = 0x80;
    /** Byte 1: the length, or one of the two marks. */
    public static final int B1_LENGTH = 0x7f;
    /** A length mark: two bytes of length follow. */
    public static final int LENGTH_16 = 126;
    /** A length mark: eight bytes of length follow. */
    public static final int LENGTH_64 = 127;

    /** Reads the header at the start of some bytes; empty where they end within it. No rule is checked. */
    public static Optional<FrameHeader> parse(byte[] bytes) {
        if (bytes.length < 2) {
            return Optional.empty();
        }
        boolean masked = (bytes[1] & B1_MASK) != 0;
        int mark = bytes[1] & B1_LENGTH;
        int lengthBytes = lengthBytes(mark);
        int headerLength = 2 + lengthBytes + (masked ? 4 : 0);
        if (bytes.length < headerLength) {
            return Optional.empty();
        }
        long length = lengthBytes == 0 ? mark : number(bytes, 2, lengthBytes);
        int key = masked ? (int) number(bytes, 2 + lengthBytes, 4) : 0;
        return Optional.of(new FrameHeader(
                (bytes[0] & B0_FIN) != 0,
                (bytes[0] & B0_RSV1) != 0,
                bytes[0] & B0_OPCODE,
                masked,
                length,
                key,
                headerLength));
    }

    /** The bytes that follow byte 1 to give the length: 0, 2 or 8. */
    public static int lengthBytes(int mark) {
        return switch (mark) {
            case LENGTH_16 -> 2;
            case LENGTH_64 -> 8;
            default -> 0;
        };
    }

    private static long number(byte[] bytes, int from, int count) {
        long value = 0;
        for (int i = from; i < from + count; i++) {
            value = value << 8 | (bytes[i] & 0xff);
        }
        return value;
    }
}
