package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;

/**
 * Packets of revision 4: a text packet is a digit and data, a binary message is nothing but data. A text that begins with
 * {@code b} is a binary message in base64.
 */
final class PacketCodecV4 implements PacketCodec {
    static final PacketCodecV4 INSTANCE = new PacketCodecV4();

    static final byte BASE64_MARK = 'b';

    private PacketCodecV4() {}

    @Override
    public void decodeText(ByteBuf message, PacketSink sink) throws PacketFormatException {
        decodeText(message, message.readerIndex(), message.readableBytes(), sink);
    }

    /** Reads the text packet that stands in a part of a buffer. */
    void decodeText(ByteBuf text, int from, int length, PacketSink sink) throws PacketFormatException {
        if (length == 0) {
            throw new PacketFormatException("packet is empty, must have at least a type");
        }
        byte first = text.getByte(from);
        ByteBuf data = text.slice(from + 1, length - 1);
        if (first == BASE64_MARK) {
            ByteBuf decoded = Base64Text.decode(data);
            try {
                sink.onBinary(decoded);
            } finally {
                decoded.release();
            }
            return;
        }
        PacketType type = PacketType.ofDigit(first);
        if (type == null) {
            throw new PacketFormatException(
                    String.format("packet type is 0x%02x, must be 0x30 to 0x36 or 0x62", first & 0xff));
        }
        sink.onPacket(type, data);
    }

    @Override
    public void decodeBinary(ByteBuf message, PacketSink sink) {
        sink.onBinary(message);
    }

    @Override
    public ByteBuf binaryMessage(ByteBuf data) {
        return data;
    }

    @Override
    public ByteBuf base64Packet(ByteBuf data, int headroom) {
        int size = headroom + 1 + Base64Text.encodedSize(data.readableBytes());
        ByteBuf packet = data.alloc().buffer(size).setIndex(headroom, headroom).writeByte(BASE64_MARK);
        Base64Text.encode(data, packet);
        return packet;
    }

    @Override
    public ByteBuf packetInPlace(PacketType type, ByteBuf data) {
        int start = data.readerIndex() - 1;
        return data.setByte(start, type.digit()).readerIndex(start);
    }
}
