package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.Payload;
import io.netty.buffer.ByteBuf;

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
            return Payloads.of(text, message.binaries());
        } finally {
            text.release();
        }
    }
}
