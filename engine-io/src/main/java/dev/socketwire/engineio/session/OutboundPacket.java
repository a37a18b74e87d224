package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;

/**
 * A packet that waits in a queue.
 *
 * @param type the type; a binary packet is always a message
 * @param data the queue's to release
 * @param binary whether it is a binary message
 * @param owned whether the data is nobody else's and has headroom, so that a packet is made of it in place
 * @param compress whether it may be compressed
 */
record OutboundPacket(PacketType type, ByteBuf data, boolean binary, boolean owned, boolean compress) {
    static OutboundPacket text(PacketType type, ByteBuf data, boolean compress) {
        return new OutboundPacket(type, data, false, true, compress);
    }

    static OutboundPacket sharedText(ByteBuf data, boolean compress) {
        return new OutboundPacket(PacketType.MESSAGE, data, false, false, compress);
    }

    static OutboundPacket binary(ByteBuf data, boolean compress) {
        return new OutboundPacket(PacketType.MESSAGE, data, true, false, compress);
    }

    int bytes() {
        return data.readableBytes();
    }
}
