package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Undoes what clients 1.x do to the texts of a polling body: they encode them in UTF-8 by themselves, and the browser encodes
 * the result again. Nothing in a request tells them from clients 2.x, but such texts are recognised: all their characters are
 * below U+0100, and as bytes they are UTF-8. A client that has once sent any other text beyond ASCII is left alone from then
 * on. One for each session.
 */
public final class TwiceEncoded implements PacketSink {
    private final PacketSink sink;
    private boolean isOnceEncoded;

    /** Hands the packets on to another sink. */
    public TwiceEncoded(PacketSink sink) {
        this.sink = sink;
    }

    @Override
    public void onPacket(PacketType type, ByteBuf data) {
        ByteBuf undone = isOnceEncoded ? null : undo(data);
        if (undone == null) {
            sink.onPacket(type, data);
            return;
        }
        try {
            sink.onPacket(type, undone);
        } finally {
            undone.release();
        }
    }

    @Override
    public void onBinary(ByteBuf data) {
        sink.onBinary(data);
    }

    @Override
    public void onTooManyPackets() {
        sink.onTooManyPackets();
    }

    /** The text as it was before it was encoded twice; null where it was not. */
    private @Nullable ByteBuf undo(ByteBuf text) {
        if (text.forEachByte(octet -> octet >= 0) < 0) {
            return null;
        }
        ByteBuf undone = text.alloc().buffer(text.readableBytes());
        if (copyHalves(text, undone) && isUtf8(undone)) {
            return undone;
        }
        undone.release();
        isOnceEncoded = true;
        return null;
    }

    /** Writes each character as one byte; false where one is beyond U+00FF. */
    private static boolean copyHalves(ByteBuf text, ByteBuf out) {
        int end = text.writerIndex();
        for (int at = text.readerIndex(); at < end; at++) {
            int octet = text.getByte(at) & 0xff;
            if (octet > 0xc3) {
                return false;
            }
            if (octet < 0x80) {
                out.writeByte(octet);
            } else {
                at++;
                out.writeByte((octet & 0x3) << 6 | (text.getByte(at) & 0x3f));
            }
        }
        return true;
    }

    private static boolean isUtf8(ByteBuf bytes) {
        try {
            PayloadScan.utf8(bytes);
            return true;
        } catch (PacketFormatException e) {
            return false;
        }
    }
}
