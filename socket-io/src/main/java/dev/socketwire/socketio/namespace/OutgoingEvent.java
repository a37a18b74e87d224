package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.ParsedPackets;
import dev.socketwire.socketio.spi.EventPacket;
import dev.socketwire.socketio.spi.Payload;
import dev.socketwire.socketio.spi.WirePacket;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * An event of this server on its way to many sockets, encoded once.
 *
 * @param message borrowed from who made it, for the time of the call that hands it to the adapter
 * @param values the payload, where the message does not show it because a parser has made it
 * @param ackId the id that answers shall carry, or -1
 * @param event the name
 * @param arguments as the program gave them, for those who listen to what is sent
 */
record OutgoingEvent(SharedMessage message, @Nullable Payload values, long ackId, String event, Object... arguments)
        implements EventPacket {
    /**
     * An event of the program, or of another server.
     *
     * @param encoded taken
     */
    static OutgoingEvent of(ServerContext context, Encoded encoded, long ackId, String event, Object... arguments) {
        ParsedPackets parser = context.parser;
        if (parser == null) {
            return new OutgoingEvent(shared(encoded), null, ackId, event, arguments);
        }
        WirePacket packet = ParsedPackets.described(encoded);
        return new OutgoingEvent(shared(parser.write(packet)), packet.data().orElseThrow(), ackId, event, arguments);
    }

    /** A packet for many, as it is on the wire; taken. */
    static SharedMessage shared(Encoded ready) {
        return ready.hasText()
                ? SharedMessage.of(ready.text(), ready.binaries())
                : SharedMessage.binary(ready.binaries().get(0));
    }

    @Override
    public Payload payload() {
        if (values != null) {
            return values;
        }
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
