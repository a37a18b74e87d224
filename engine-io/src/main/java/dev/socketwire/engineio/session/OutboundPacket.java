package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;

/**
 * A packet that waits in a queue.
 *
 * @param type the type; a binary packet is always a message
 * @param data the queue's to release
 * @param binary whether it is a binary message
 * @param follows whether it belongs to the packet before it: a binary of a text
 * @param owned whether the data is nobody else's and has headroom, so that a packet is made of it in place
 * @param options how it is to be sent
 */
record OutboundPacket(
        PacketType type, ByteBuf data, boolean binary, boolean follows, boolean owned, SendOptions options) {
    static OutboundPacket text(PacketType type, ByteBuf data, SendOptions options) {
        return new OutboundPacket(type, data, false, false, true, options);
    }

    static OutboundPacket sharedText(ByteBuf data, SendOptions options) {
        return new OutboundPacket(PacketType.MESSAGE, data, false, false, false, options);
    }

    static OutboundPacket binary(ByteBuf data, boolean follows, SendOptions options) {
        return new OutboundPacket(PacketType.MESSAGE, data, true, follows, false, options);
    }

    boolean compress() {
        return options.compress();
    }

    boolean isVolatile() {
        return options.isVolatile();
    }

    int bytes() {
        return data.readableBytes();
    }
}
