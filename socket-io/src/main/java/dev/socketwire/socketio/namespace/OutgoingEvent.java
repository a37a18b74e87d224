package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.Payload;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;

/**
 * An event of this server on its way to many sockets, encoded once.
 *
 * @param message borrowed from who made it, for the time of the call that hands it to the adapter
 * @param ackId the id that answers shall carry, or -1
 * @param event the name
 * @param arguments as the program gave them, for those who listen to what is sent
 */
record OutgoingEvent(SharedMessage message, long ackId, String event, Object... arguments) implements EventPacket {
    @Override
    public Payload payload() {
        if (message.refCnt() == 0) {
            throw new IllegalStateException("the payload of an event can be had during the call that brings it");
        }
        ByteBuf text = message.text();
        try {
            int from = arguments(text);
            return new Payload(
                    ByteBufUtil.getBytes(text, from, text.writerIndex() - from),
                    message.binaries().stream().map(ByteBufUtil::getBytes).toList());
        } finally {
            text.release();
        }
    }

    /** Where the array begins: behind the type, the count of attachments, the namespace and its comma, the id. */
    private static int arguments(ByteBuf text) {
        int at = text.readerIndex() + 1;
        if (text.getByte(at - 1) == '5') {
            at = 1 + text.indexOf(at, text.writerIndex(), (byte) '-');
        }
        if (text.getByte(at) == '/') {
            at = 1 + text.indexOf(at, text.writerIndex(), (byte) ',');
        }
        return text.indexOf(at, text.writerIndex(), (byte) '[');
    }
}
