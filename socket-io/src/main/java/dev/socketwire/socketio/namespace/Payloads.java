package dev.socketwire.socketio.namespace;

import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.spi.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;

/** Packets of ours as other servers are told them: without what a client needs around the values. */
final class Payloads {
    private Payloads() {}

    /** The values of an encoded packet; borrowed. */
    static Payload of(ByteBuf text, List<ByteBuf> binaries) {
        int from = values(text);
        return new Payload(
                ByteBufUtil.getBytes(text, from, text.writerIndex() - from),
                binaries.stream().map(ByteBufUtil::getBytes).toList());
    }

    /** The values of an encoded packet; taken. */
    static Payload taken(Encoded encoded) {
        try {
            return of(encoded.text(), encoded.binaries());
        } finally {
            encoded.release();
        }
    }

    /** Where the array begins: behind the type, the count of attachments, the namespace and its comma, the id. */
    private static int values(ByteBuf text) {
        int at = text.readerIndex() + 1;
        if (text.getByte(at - 1) >= '5') {
            at = 1 + text.indexOf(at, text.writerIndex(), (byte) '-');
        }
        if (text.getByte(at) == '/') {
            at = 1 + text.indexOf(at, text.writerIndex(), (byte) ',');
        }
        return text.indexOf(at, text.writerIndex(), (byte) '[');
    }
}
