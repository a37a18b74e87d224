package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;

/**
 * Bodies of revision 4: text packets with a record separator between two of them, binary messages in base64. The text of a
 * packet is not escaped, so a raw message with a separator in it is read as two packets; JSON never holds one.
 */
final class PayloadCodecV4 implements PayloadCodec {
    static final PayloadCodecV4 INSTANCE = new PayloadCodecV4();

    private static final byte SEPARATOR = 0x1e;

    private PayloadCodecV4() {}

    @Override
    public void decode(ByteBuf body, int maxPackets, PacketSink sink) throws PacketFormatException {
        int from = body.readerIndex();
        int end = body.writerIndex();
        new PayloadScan(SEPARATOR, maxPackets).check(body, sink);
        while (true) {
            int separator = body.indexOf(from, end, SEPARATOR);
            int to = separator < 0 ? end : separator;
            PacketCodecV4.INSTANCE.decodeText(body, from, to - from, sink);
            if (separator < 0) {
                return;
            }
            from = to + 1;
        }
    }

    @Override
    public int textSize(ByteBuf data) {
        return Math.addExact(2, data.readableBytes());
    }

    @Override
    public int binarySize(ByteBuf data) {
        return Math.addExact(2, Base64Text.encodedSize(data.readableBytes()));
    }

    @Override
    public void writeText(ByteBuf body, PacketType type, ByteBuf data) {
        separate(body);
        body.writeByte(type.digit()).writeBytes(data, data.readerIndex(), data.readableBytes());
    }

    @Override
    public void writeBinary(ByteBuf body, ByteBuf data) {
        separate(body);
        Base64Text.encode(data, body.writeByte(PacketCodecV4.BASE64_MARK));
    }

    private static void separate(ByteBuf body) {
        if (body.isReadable()) {
            body.writeByte(SEPARATOR);
        }
    }
}
