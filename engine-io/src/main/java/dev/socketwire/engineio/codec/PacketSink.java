package dev.socketwire.engineio.codec;

import io.netty.buffer.ByteBuf;

/** What a codec tells, in the order of the wire. All data is lent for the call. */
public interface PacketSink {
    /** A text packet; the data is valid UTF-8, without the packet type, and often empty. */
    void onPacket(PacketType type, ByteBuf data);

    /** A binary packet, always a message. */
    void onBinary(ByteBuf data);

    /** A body has more packets than it may: none of them is told. */
    default void onTooManyPackets() {}
}
