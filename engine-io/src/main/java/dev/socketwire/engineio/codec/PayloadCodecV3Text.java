package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Bodies of revision 3 as text: before each packet its length and a colon, binary messages in base64. A length counts
 * characters as JavaScript does, in UTF-16 units. Packets of length 0 are passed over.
 */
final class PayloadCodecV3Text implements PayloadCodec {
    static final PayloadCodecV3Text INSTANCE = new PayloadCodecV3Text();

    /** A length, its colon and the type of a packet. */
    private static final int OVERHEAD = 13;

    private static final int MAX_DIGITS = 10;
    private static final byte COLON = ':';

    private PayloadCodecV3Text() {}

    @Override
    public void decode(ByteBuf body, int maxPackets, PacketSink sink) throws PacketFormatException {
        PayloadScan.utf8(body);
        if (!body.isReadable()) {
            throw new PacketFormatException("payload is empty, must have at least one packet");
        }
        checkCount(new Lengths(body), maxPackets, sink);
        for (Lengths lengths = new Lengths(body); lengths.next(); ) {
            if (lengths.bytes() > 0) {
                PacketCodecV3.INSTANCE.decodeText(body, lengths.start(), lengths.bytes(), sink);
            }
        }
    }

    @Override
    public int textSize(ByteBuf data) {
        return Math.addExact(OVERHEAD, data.readableBytes());
    }

    @Override
    public int binarySize(ByteBuf data) {
        return Math.addExact(OVERHEAD, Base64Text.encodedSize(data.readableBytes()));
    }

    @Override
    public void writeText(ByteBuf body, PacketType type, ByteBuf data) {
        writeLength(body, 1 + Utf16Length.of(data, data.readerIndex(), data.readableBytes()));
        body.writeByte(type.digit()).writeBytes(data, data.readerIndex(), data.readableBytes());
    }

    @Override
    public void writeBinary(ByteBuf body, ByteBuf data) {
        writeLength(body, 2 + Base64Text.encodedSize(data.readableBytes()));
        PacketCodecV3.writeBase64(data, body);
    }

    private static void writeLength(ByteBuf body, int length) {
        body.writeCharSequence(Integer.toString(length), StandardCharsets.US_ASCII);
        body.writeByte(COLON);
    }

    /** A bad length ends the count: the packets before it are still told. */
    private static void checkCount(Lengths lengths, int maxPackets, PacketSink sink) throws PacketFormatException {
        int packets = 0;
        try {
            while (lengths.next()) {
                packets++;
            }
        } catch (PacketFormatException e) {
            packets++;
        }
        if (packets > maxPackets) {
            throw PayloadScan.tooMany(maxPackets, sink);
        }
    }

    /** Goes from packet to packet. */
    private static final class Lengths {
        private final ByteBuf body;
        private final int end;
        private int start;
        private int bytes;

        Lengths(ByteBuf body) {
            this.body = body;
            this.end = body.writerIndex();
            this.start = body.readerIndex();
        }

        /** Where the packet begins. */
        int start() {
            return start;
        }

        /** How long it is. */
        int bytes() {
            return bytes;
        }

        /** Moves on; false at the end. */
        boolean next() throws PacketFormatException {
            int at = start + bytes;
            if (at == end) {
                return false;
            }
            int colon = body.indexOf(at, Math.min(end, at + MAX_DIGITS + 1), COLON);
            if (colon <= at) {
                throw new PacketFormatException("payload has no length at byte " + (at - body.readerIndex()));
            }
            long units = number(at, colon);
            start = colon + 1;
            bytes = Utf16Length.bytes(body, start, end, units);
            if (bytes < 0) {
                throw new PacketFormatException("packet of " + units + " characters is longer than its payload");
            }
            return true;
        }

        private long number(int from, int to) throws PacketFormatException {
            long number = 0;
            for (int i = from; i < to; i++) {
                int digit = body.getByte(i) - '0';
                if (digit < 0 || digit > 9) {
                    throw new PacketFormatException("payload has a length that is no number");
                }
                number = number * 10 + digit;
            }
            return number;
        }
    }
}
