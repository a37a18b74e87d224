package dev.socketwire.frames.codec;

import static dev.socketwire.frames.CloseCode.INVALID_DATA;

import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;

/**
 * Checks UTF-8 as it comes, cut anywhere, and fails at the first byte that no text can go on with: overlong forms,
 * surrogates and what is above U+10FFFF included (RFC 3629, section 4).
 */
final class Utf8Checker {
    private static final int STEP = Long.BYTES;
    private static final long NOT_ASCII = 0x8080_8080_8080_8080L;

    /** From here on one view of the bytes costs less than the checks that Netty makes for each word. */
    private static final int LONG = 256;

    /** Bytes that the character at hand still needs. */
    private int missing;

    /** The range of its next byte. Narrower than 80 to BF after E0, ED, F0 and F4 only. */
    private int low;

    private int high;

    /** Takes in the next bytes of a text. */
    void check(ByteBuf bytes, int from, int length) throws ProtocolViolation {
        int at = from;
        int end = from + length;
        ByteBuffer view = length < LONG ? null : bytes.nioBuffer(from, length);
        while (at < end) {
            if (missing == 0) {
                at = view == null ? skipWords(bytes, at, end) : at + asciiWords(view, at - from);
                while (at < end && bytes.getByte(at) >= 0) {
                    at++;
                }
                if (at == end) {
                    return;
                }
                begin(bytes.getUnsignedByte(at));
            } else {
                goOn(bytes.getUnsignedByte(at));
            }
            at++;
        }
    }

    /** The text ends here; a half character is a fault. Afterwards the next text may begin. */
    void end() throws ProtocolViolation {
        if (missing > 0) {
            throw violation("text ends " + missing + " byte(s) short of a character");
        }
    }

    /** Goes on behind whole words that are ASCII. */
    private static int skipWords(ByteBuf bytes, int from, int end) {
        int at = from;
        while (end - at >= STEP && (bytes.getLong(at) & NOT_ASCII) == 0) {
            at += STEP;
        }
        return at;
    }

    /** The bytes of whole words that are ASCII, from an offset in the view. */
    private static int asciiWords(ByteBuffer view, int offset) {
        int from = view.position() + offset;
        int at = from;
        while (view.limit() - at >= STEP && (view.getLong(at) & NOT_ASCII) == 0) {
            at += STEP;
        }
        return at - from;
    }

    private void begin(int first) throws ProtocolViolation {
        if (first < 0xc2 || first > 0xf4) {
            throw violation("no character begins with byte " + first);
        }
        missing = first < 0xe0 ? 1 : first < 0xf0 ? 2 : 3;
        low = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        high = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }

    private void goOn(int next) throws ProtocolViolation {
        if (next < low || next > high) {
            throw violation("byte " + next + " within a character, allowed are " + low + " to " + high);
        }
        missing--;
        low = 0x80;
        high = 0xbf;
    }

    private static ProtocolViolation violation(String message) {
        return new ProtocolViolation(INVALID_DATA, "RFC 6455 8.1", message);
    }
}
