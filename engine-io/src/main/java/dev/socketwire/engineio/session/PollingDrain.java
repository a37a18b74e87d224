package dev.socketwire.engineio.session;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.BodyKind;
import dev.socketwire.engineio.codec.Dialect;
import dev.socketwire.engineio.codec.PayloadCodec;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** Which packets fit into the next answer to a poll. */
final class PollingDrain {
    private PollingDrain() {}

    /**
     * The body of an answer.
     *
     * @param bytes the caller's
     * @param kind text, or bytes where a binary message goes to a client that takes them
     * @param compress whether any of its packets may be compressed
     */
    record Body(ByteBuf bytes, BodyKind kind, boolean compress) {}

    /** Takes packets from the front of a queue, one at least, until the answer is full. */
    static Body fill(OutboundQueue queue, Dialect dialect, int maxBytes, ByteBufAllocator allocator) {
        boolean asBytes = dialect.revision() == Revision.V3 && !dialect.base64() && queue.hasBinary();
        PayloadCodec codec = PayloadCodec.of(dialect.revision(), asBytes);
        OutboundPacket first = queue.peek();
        ByteBuf body = allocator.buffer(first == null ? 0 : size(codec, first));
        boolean compress = false;
        boolean any = false;
        for (OutboundPacket next = first; next != null; next = queue.peek()) {
            if (any && (long) body.readableBytes() + size(codec, next) > maxBytes) {
                break;
            }
            any = true;
            compress |= next.compress();
            write(codec, body, queue.poll());
        }
        return new Body(body, asBytes ? BodyKind.BINARY : BodyKind.TEXT, compress);
    }

    private static int size(PayloadCodec codec, OutboundPacket packet) {
        return packet.binary() ? codec.binarySize(packet.data()) : codec.textSize(packet.data());
    }

    private static void write(PayloadCodec codec, ByteBuf body, @Nullable OutboundPacket packet) {
        if (packet == null) {
            return;
        }
        try {
            if (packet.binary()) {
                codec.writeBinary(body, packet.data());
            } else {
                codec.writeText(body, packet.type(), packet.data());
            }
        } finally {
            packet.data().release();
        }
    }
}
