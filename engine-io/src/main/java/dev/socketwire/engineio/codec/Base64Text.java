package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;
import java.util.Base64;

/**
 * Base64 as RFC 4648 section 4 has it, padding included. A reader skips line ends, since the Java client breaks its lines,
 * and refuses everything else that a writer would not have written: one value has one text.
 */
final class Base64Text {
    /** A multiple of three, so that only the last part of an encoding is padded. */
    private static final int PART = 3 * 1024;

    private static final byte PAD = '=';
    private static final byte[] VALUES = values();

    private Base64Text() {}

    static int encodedSize(int bytes) {
        return Math.toIntExact((bytes + 2L) / 3 * 4);
    }

    /** Appends the text of borrowed data. */
    static void encode(ByteBuf data, ByteBuf out) {
        int length = data.readableBytes();
        byte[] part = new byte[Math.min(PART, length)];
        byte[] text = new byte[encodedSize(part.length)];
        for (int at = 0; at < length; at += PART) {
            if (length - at < part.length) {
                part = new byte[length - at];
            }
            data.getBytes(data.readerIndex() + at, part);
            int written = Base64.getEncoder().encode(part, text);
            out.writeBytes(text, 0, written);
        }
    }

    /** The data of a borrowed text; the caller releases it. It takes no more than three quarters of the text. */
    static ByteBuf decode(ByteBuf text) throws PacketFormatException {
        ByteBuf out = text.alloc().buffer(text.readableBytes() / 4 * 3);
        try {
            new Reading(out).read(text);
        } catch (PacketFormatException e) {
            out.release();
            throw e;
        }
        return out;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int value = 0; value < alphabet.length(); value++) {
            values[alphabet.charAt(value)] = (byte) value;
        }
        return values;
    }

    /** Four characters make a group of 24 bits; only the last group may be padded. */
    private static final class Reading {
        private final ByteBuf out;
        private int group;
        private int characters;
        private int pads;

        Reading(ByteBuf out) {
            this.out = out;
        }

        void read(ByteBuf text) throws PacketFormatException {
            int length = text.readableBytes();
            byte[] part = new byte[Math.min(4 * 1024, length)];
            byte[] data = new byte[part.length];
            for (int at = 0; at < length; at += part.length) {
                int size = Math.min(part.length, length - at);
                text.getBytes(text.readerIndex() + at, part, 0, size);
                out.writeBytes(data, 0, readPart(part, size, data));
            }
            if (characters + pads != 0 && characters + pads != 4) {
                throw new PacketFormatException(
                        "base64 ends within a group: " + (characters + pads) + " of 4 characters");
            }
        }

        /** Returns the number of bytes that it has put into {@code data}. */
        private int readPart(byte[] part, int size, byte[] data) throws PacketFormatException {
            int length = 0;
            for (int i = 0; i < size; i++) {
                byte c = part[i];
                if (c == '\n' || c == '\r') {
                    continue;
                }
                if (characters + pads == 4) {
                    throw new PacketFormatException("base64 goes on after its padding");
                }
                if (c == PAD) {
                    length = pad(data, length);
                } else {
                    length = character(c, data, length);
                }
            }
            return length;
        }

        private int character(byte c, byte[] data, int length) throws PacketFormatException {
            int value = c < 0 ? -1 : VALUES[c];
            if (value < 0 || pads > 0) {
                throw new PacketFormatException(
                        String.format("base64 has character 0x%02x where it may not", c & 0xff));
            }
            group = group << 6 | value;
            if (++characters < 4) {
                return length;
            }
            data[length] = (byte) (group >> 16);
            data[length + 1] = (byte) (group >> 8);
            data[length + 2] = (byte) group;
            characters = 0;
            return length + 3;
        }

        private int pad(byte[] data, int length) throws PacketFormatException {
            if (characters < 2) {
                throw new PacketFormatException("base64 is padded after " + characters + " of 4 characters");
            }
            if (++pads + characters < 4) {
                return length;
            }
            int unused = characters == 2 ? 0xf : 0x3;
            if ((group & unused) != 0) {
                throw new PacketFormatException("base64 has bits set that no byte holds");
            }
            if (characters == 2) {
                data[length] = (byte) (group >> 4);
                return length + 1;
            }
            data[length] = (byte) (group >> 10);
            data[length + 1] = (byte) (group >> 2);
            return length + 2;
        }
    }
}
