package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;

/**
 * Hands the packets that a codec reads to the session that they are for. Each session has its own: while the packets of one
 * are told, an answer may let the request of another one come to its turn.
 */
record InboundSink(Session session) implements PacketSink {
    @Override
    public void onPacket(PacketType type, ByteBuf data) {
        session.onPacket(type, data);
    }

    @Override
    public void onBinary(ByteBuf data) {
        session.onBinaryPacket(data);
    }
}
