package dev.socketwire.engineio.codec;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import io.netty.buffer.ByteBuf;

/**
 * Many packets in the body of a poll or a POST. Stateless, safe from any thread. To write a body: add up the sizes of the
 * packets that are to go into it, take a buffer of that size, write them one after the other.
 */
public sealed interface PayloadCodec permits PayloadCodecV3Text, PayloadCodecV3Bytes, PayloadCodecV4 {
    /** The codec of a revision for bodies of text. */
    static PayloadCodec of(Revision revision) {
        return of(revision, false);
    }

    /**
     * The codec of a revision.
     *
     * @param bytes whether the body is made of bytes, which revision 4 has no form for
     */
    static PayloadCodec of(Revision revision, boolean bytes) {
        return switch (revision) {
            case V3 -> bytes ? PayloadCodecV3Bytes.INSTANCE : PayloadCodecV3Text.INSTANCE;
            case V4 -> PayloadCodecV4.INSTANCE;
        };
    }

    /**
     * Reads a body. Its encoding and the number of its packets are checked before the first of them is told; packets
     * before a bad one have been told when that one is found.
     *
     * @param body borrowed; its indices are left alone
     * @param maxPackets the most packets that it may hold
     * @throws PacketFormatException where it is no UTF-8, holds too many packets or one that is none
     */
    void decode(ByteBuf body, int maxPackets, PacketSink sink) throws PacketFormatException;

    /** The bytes that a text packet takes in a body at most, all overhead included. */
    int textSize(ByteBuf data);

    /** The bytes that a binary message takes in a body at most, all overhead included. */
    int binarySize(ByteBuf data);

    /**
     * Appends a text packet.
     *
     * @param data borrowed, valid UTF-8; its indices are left alone
     */
    void writeText(ByteBuf body, PacketType type, ByteBuf data);

    /**
     * Appends a binary message.
     *
     * @param data borrowed; its indices are left alone
     */
    void writeBinary(ByteBuf body, ByteBuf data);
}
