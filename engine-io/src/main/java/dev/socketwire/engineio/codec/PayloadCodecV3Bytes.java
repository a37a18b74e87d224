package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;

/**
 * Bodies of revision 3 as bytes: for each packet a byte for its kind (0: text, 1: binary), the decimal digits of its length in
 * bytes with a byte for each digit, 255, and the packet.
 */
final class PayloadCodecV3Bytes implements PayloadCodec {
    static final PayloadCodecV3Bytes INSTANCE = new PayloadCodecV3Bytes();

    /** Kind, length, its end, and the type of a packet. */
    private static final int OVERHEAD = 13;

    private static final int MAX_DIGITS = 10;
    private static final int TEXT = 0;
    private static final int BINARY = 1;
    private static final int END_OF_LENGTH = 0xff;

    private PayloadCodecV3Bytes() {}

    @Override
    public void decode(ByteBuf body, int maxPackets, PacketSink sink) throws PacketFormatException {
        if (!body.isReadable()) {
            throw new PacketFormatException("payload is empty, must have at least one packet");
        }
        if (count(body) > maxPackets) {
            throw PayloadScan.tooMany(maxPackets, sink);
        }
        int end = body.writerIndex();
        for (int at = body.readerIndex(); at < end; ) {
            int endOfLength = endOfLength(body, at + 1);
            int start = endOfLength + 1;
            int length = length(body, at + 1, endOfLength);
            if (body.getByte(at) == TEXT) {
                ByteBuf text = body.slice(start, length);
                PayloadScan.utf8(text);
                PacketCodecV3.INSTANCE.decodeText(text, sink);
            } else {
                PacketCodecV3.INSTANCE.decodeBinary(body.slice(start, length), sink);
            }
            at = start + length;
        }
    }

    @Override
    public int textSize(ByteBuf data) {
        return Math.addExact(OVERHEAD, data.readableBytes());
    }

    @Override
    public int binarySize(ByteBuf data) {
        return Math.addExact(OVERHEAD, data.readableBytes());
    }

    @Override
    public void writeText(ByteBuf body, PacketType type, ByteBuf data) {
        writeHead(body, TEXT, 1 + data.readableBytes());
        body.writeByte(type.digit()).writeBytes(data, data.readerIndex(), data.readableBytes());
    }

    @Override
    public void writeBinary(ByteBuf body, ByteBuf data) {
        writeHead(body, BINARY, 1 + data.readableBytes());
        body.writeByte(PacketType.MESSAGE.number()).writeBytes(data, data.readerIndex(), data.readableBytes());
    }

    private static void writeHead(ByteBuf body, int kind, int length) {
        body.writeByte(kind);
        String digits = Integer.toString(length);
        for (int i = 0; i < digits.length(); i++) {
            body.writeByte(digits.charAt(i) - '0');
        }
        body.writeByte(END_OF_LENGTH);
    }

    /** A bad length ends the count: the packets before it are still told. */
    private static int count(ByteBuf body) {
        int packets = 0;
        try {
            for (int at = body.readerIndex(); at < body.writerIndex(); packets++) {
                int endOfLength = endOfLength(body, at + 1);
                at = endOfLength + 1 + length(body, at + 1, endOfLength);
            }
        } catch (PacketFormatException e) {
            packets++;
        }
        return packets;
    }

    private static int endOfLength(ByteBuf body, int from) throws PacketFormatException {
        int to = Math.min(body.writerIndex(), from + MAX_DIGITS + 1);
        int at = body.indexOf(from, to, (byte) END_OF_LENGTH);
        if (at <= from) {
            throw new PacketFormatException("payload has no length at byte " + (from - body.readerIndex()));
        }
        return at;
    }

    private static int length(ByteBuf body, int from, int to) throws PacketFormatException {
        long length = 0;
        for (int i = from; i < to; i++) {
            int digit = body.getByte(i);
            if (digit < 0 || digit > 9) {
                throw new PacketFormatException("payload has a length that is no number");
            }
            length = length * 10 + digit;
        }
        int left = body.writerIndex() - to - 1;
        if (length > left) {
            throw new PacketFormatException(
                    "packet of " + length + " bytes exceeds the " + left + " left of its payload");
        }
        return (int) length;
    }
}
