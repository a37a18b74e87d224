package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;

/**
 * One look at a body before anything is made of it: is it UTF-8 (RFC 3629 section 4), and does it hold no more packets than
 * it may? For one body; stops at the first byte that is wrong.
 */
final class PayloadScan implements ByteProcessor {
    private final byte separator;
    private final int maxPackets;
    private int packets = 1;
    private int bytesToCome;
    private int lowest;
    private int highest;

    PayloadScan(byte separator, int maxPackets) {
        this.separator = separator;
        this.maxPackets = maxPackets;
    }

    /** Is a text UTF-8? */
    static void utf8(ByteBuf text) throws PacketFormatException {
        // A byte that UTF-8 never has separates nothing.
        PayloadScan scan = new PayloadScan((byte) 0xff, 1);
        scan.checkEnd(text, text.forEachByte(scan));
    }

    /** Tells the sink that there are too many packets. */
    static PacketFormatException tooMany(int maxPackets, PacketSink sink) {
        sink.onTooManyPackets();
        return new PacketFormatException("payload has more than " + maxPackets + " packets");
    }

    void check(ByteBuf body, PacketSink sink) throws PacketFormatException {
        int stop = body.forEachByte(this);
        if (packets > maxPackets) {
            throw tooMany(maxPackets, sink);
        }
        checkEnd(body, stop);
    }

    private void checkEnd(ByteBuf text, int stop) throws PacketFormatException {
        if (stop >= 0 || bytesToCome > 0) {
            throw new PacketFormatException("payload of " + text.readableBytes() + " bytes is no UTF-8");
        }
    }

    @Override
    public boolean process(byte value) {
        if (bytesToCome > 0) {
            return continues(value & 0xff);
        }
        if (value >= 0) {
            return value != separator || ++packets <= maxPackets;
        }
        return begins(value & 0xff);
    }

    private boolean continues(int octet) {
        if (octet < lowest || octet > highest) {
            return false;
        }
        expect(bytesToCome - 1, 0x80, 0xbf);
        return true;
    }

    /** Neither more bytes than a character needs, nor half of a surrogate pair, nor more than U+10FFFF. */
    private boolean begins(int octet) {
        if (octet < 0xc2 || octet > 0xf4) {
            return false;
        }
        if (octet < 0xe0) {
            expect(1, 0x80, 0xbf);
        } else if (octet < 0xf0) {
            expect(2, octet == 0xe0 ? 0xa0 : 0x80, octet == 0xed ? 0x9f : 0xbf);
        } else {
            expect(3, octet == 0xf0 ? 0x90 : 0x80, octet == 0xf4 ? 0x8f : 0xbf);
        }
        return true;
    }

    private void expect(int bytes, int from, int to) {
        bytesToCome = bytes;
        lowest = from;
        highest = to;
    }
}
