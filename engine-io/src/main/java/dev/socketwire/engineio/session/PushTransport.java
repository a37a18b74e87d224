package dev.socketwire.engineio.session;

import io.netty.buffer.ByteBuf;

/** A transport that takes packets whenever it is writable, such as a WebSocket. */
public interface PushTransport extends Transport {
    /**
     * Sends a text packet.
     *
     * @param packet the packet with its type; taken, exclusively owned, with room for a frame header before its reader index
     */
    void text(ByteBuf packet, boolean compress);

    /**
     * Sends a binary message.
     *
     * @param data taken, may be shared
     */
    void binary(ByteBuf data, boolean compress);

    /** Sends a ping packet: the same bytes each time. */
    void ping();

    /** Sends a message of a broadcast; borrowed. */
    void shared(SharedMessage message, boolean compress);

    /** Whether the client has taken any byte since this was asked last; of use only where nothing was sent meanwhile. */
    boolean tookBytes();
}
