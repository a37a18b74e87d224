package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Socket.IO packet as it came from the wire, JSON still bytes. Borrows what it was decoded from: who keeps a packet
 * retains it first ({@link #retain()}) and releases it once.
 *
 * @param kind the type; a binary event or ack has the kind of its plain sibling
 * @param namespace the namespace, {@code "/"} where the packet names none
 * @param ackId the acknowledgement id, or -1
 * @param json the payload, or null where the packet has none
 * @param attachments the binary attachments in order
 */
public record Packet(
        Kind kind, String namespace, long ackId, @Nullable ByteBuf json, List<ByteBuf> attachments) {
    /** Of a buffer that is not bigger nobody minds how little of it is used. */
    private static final int SMALL = 16 * 1024;

    /** The types of the wire, in the order of their numbers. */
    public enum Kind {
        /** Type 0. */
        CONNECT,
        /** Type 1. */
        DISCONNECT,
        /** Types 2 and 5. */
        EVENT,
        /** Types 3 and 6. */
        ACK,
        /** Type 4. */
        CONNECT_ERROR
    }

    /** One more holder of every buffer. */
    public Packet retain() {
        if (json != null) {
            json.retain();
        }
        attachments.forEach(ByteBuf::retain);
        return this;
    }

    /**
     * As {@link #retain()}, for a packet that has to wait: where it is a small part of what came with it, it is a copy, so that
     * what waits holds not much more than its {@link #bytes()}.
     */
    public Packet keep() {
        return new Packet(
                kind,
                namespace,
                ackId,
                json == null ? null : kept(json),
                attachments.isEmpty()
                        ? attachments
                        : attachments.stream().map(Packet::kept).toList());
    }

    /** The bytes of the payload and its attachments. */
    public long bytes() {
        long bytes = json == null ? 0 : json.readableBytes();
        for (ByteBuf attachment : attachments) {
            bytes += attachment.readableBytes();
        }
        return bytes;
    }

    /** One holder less. */
    public void release() {
        if (json != null) {
            json.release();
        }
        attachments.forEach(ByteBuf::release);
    }

    private static ByteBuf kept(ByteBuf part) {
        ByteBuf whole = part;
        for (ByteBuf outer = part.unwrap(); outer != null; outer = outer.unwrap()) {
            whole = outer;
        }
        boolean isSmallPart = whole.capacity() > SMALL && whole.capacity() / 4 > part.readableBytes();
        return isSmallPart ? part.copy() : part.retain();
    }
}
