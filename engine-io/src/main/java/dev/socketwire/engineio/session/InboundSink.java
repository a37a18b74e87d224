package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** Hands the packets that a codec reads to the session that they are for. One for each loop, so that none is made for each read. */
final class InboundSink implements PacketSink {
    private @Nullable Session session;

    InboundSink of(Session target) {
        session = target;
        return this;
    }

    @Override
    public void onPacket(PacketType type, ByteBuf data) {
        if (session != null) {
            session.onPacket(type, data);
        }
    }

    @Override
    public void onBinary(ByteBuf data) {
        if (session != null) {
            session.onBinaryPacket(data);
        }
    }
}
