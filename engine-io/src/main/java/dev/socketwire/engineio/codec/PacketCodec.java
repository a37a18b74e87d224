package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;

/** One packet in one WebSocket message. Stateless, safe from any thread. */
public sealed interface PacketCodec permits PacketCodecV3, PacketCodecV4 {
    /** The codec of a revision. */
    static PacketCodec of(Revision revision) {
        return switch (revision) {
            case V3 -> PacketCodecV3.INSTANCE;
            case V4 -> PacketCodecV4.INSTANCE;
        };
    }

    /**
     * Reads a text message.
     *
     * @param message borrowed, valid UTF-8; its indices are left alone
     * @throws PacketFormatException where it is no packet; the sink was not called then
     */
    void decodeText(ByteBuf message, PacketSink sink) throws PacketFormatException;

    /**
     * Reads a binary message.
     *
     * @param message borrowed; its indices are left alone
     * @throws PacketFormatException where it is no packet; the sink was not called then
     */
    void decodeBinary(ByteBuf message, PacketSink sink) throws PacketFormatException;

    /**
     * A binary message as it stands on a WebSocket.
     *
     * @param data taken, may be shared
     * @return the caller's; the data is not copied
     */
    ByteBuf binaryMessage(ByteBuf data);

    /**
     * A binary message as a text packet, for clients that cannot take bytes.
     *
     * @param data borrowed
     * @param headroom the bytes to leave free before the packet
     * @return the caller's
     */
    ByteBuf base64Packet(ByteBuf data, int headroom);

    /**
     * Makes data a text packet in place: the type is written into the byte before the reader index, which moves back to it.
     *
     * @param data exclusively owned, with at least one byte before its reader index
     * @return the same buffer
     */
    ByteBuf packetInPlace(PacketType type, ByteBuf data);
}
