package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;

/**
 * Packets of revision 3: a text packet is a digit and data, a binary one a byte with the number of its type and data. A text
 * that begins with {@code b} is a digit and base64.
 */
final class PacketCodecV3 implements PacketCodec {
    static final PacketCodecV3 INSTANCE = new PacketCodecV3();

    private static final ByteBuf MESSAGE_TYPE =
            Unpooled.unreleasableBuffer(Unpooled.directBuffer(1).writeByte(PacketType.MESSAGE.number()));

    private PacketCodecV3() {}

    @Override
    public void decodeText(ByteBuf message, PacketSink sink) throws PacketFormatException {
        decodeText(message, message.readerIndex(), message.readableBytes(), sink);
    }

    /** Reads the text packet that stands in a part of a buffer. */
    void decodeText(ByteBuf text, int from, int length, PacketSink sink) throws PacketFormatException {
        if (length > 0 && text.getByte(from) == PacketCodecV4.BASE64_MARK) {
            decodeBase64(text.slice(from + 1, length - 1), sink);
        } else {
            // Without the mark the two revisions are one.
            PacketCodecV4.INSTANCE.decodeText(text, from, length, sink);
        }
    }

    /** Like the reference, takes no notice of a message without a type or with one that there is not. */
    @Override
    public void decodeBinary(ByteBuf message, PacketSink sink) throws PacketFormatException {
        PacketType type = message.isReadable() ? PacketType.ofNumber(message.getByte(message.readerIndex())) : null;
        if (type != null) {
            tell(type, message.slice(message.readerIndex() + 1, message.readableBytes() - 1), sink);
        }
    }

    @Override
    public ByteBuf binaryMessage(ByteBuf data) {
        ByteBufAllocator allocator = data.alloc();
        return allocator
                .compositeBuffer(2)
                .addComponent(true, MESSAGE_TYPE.duplicate())
                .addComponent(true, data);
    }

    @Override
    public ByteBuf base64Packet(ByteBuf data, int headroom) {
        ByteBuf packet = data.alloc().buffer(headroom + 2 + Base64Text.encodedSize(data.readableBytes()));
        packet.setIndex(headroom, headroom);
        writeBase64(data, packet);
        return packet;
    }

    @Override
    public ByteBuf packetInPlace(PacketType type, ByteBuf data) {
        return PacketCodecV4.INSTANCE.packetInPlace(type, data);
    }

    /** Appends a binary message as text. */
    static void writeBase64(ByteBuf data, ByteBuf out) {
        out.writeByte(PacketCodecV4.BASE64_MARK).writeByte(PacketType.MESSAGE.digit());
        Base64Text.encode(data, out);
    }

    private static void decodeBase64(ByteBuf packet, PacketSink sink) throws PacketFormatException {
        PacketType type = packet.isReadable() ? PacketType.ofDigit(packet.getByte(packet.readerIndex())) : null;
        if (type == null) {
            throw new PacketFormatException("base64 packet has no type after its mark, must be 0x30 to 0x36");
        }
        ByteBuf decoded = Base64Text.decode(packet.slice(packet.readerIndex() + 1, packet.readableBytes() - 1));
        try {
            tell(type, decoded, sink);
        } finally {
            decoded.release();
        }
    }

    /** Bytes are for messages; what is of another type is text, in whatever form it came. */
    private static void tell(PacketType type, ByteBuf data, PacketSink sink) throws PacketFormatException {
        if (type == PacketType.MESSAGE) {
            sink.onBinary(data);
        } else {
            PayloadScan.utf8(data);
            sink.onPacket(type, data);
        }
    }
}
