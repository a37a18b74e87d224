package dev.socketwire.engineio.session;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketType;
import dev.socketwire.frames.codec.MessageWriter;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.util.AbstractReferenceCounted;
import io.netty.util.ReferenceCounted;
import java.util.List;

/**
 * One message for many sessions, a text and the binaries that belong to it, or a binary alone: encoded once for each form
 * that it takes on a wire, shared by reference count. The forms of a text stand in one buffer, one within the other: frame
 * header, packet type, text. Safe from several loops at once. Who made it releases it when every loop has walked its members.
 */
public final class SharedMessage extends AbstractReferenceCounted {
    private final ByteBuf frames;
    private final int textStart;

    /** Below 0 where there is no text. */
    private final int textLength;

    private final List<ByteBuf> binaries;
    private final long bytes;

    private SharedMessage(ByteBuf frames, int textStart, int textLength, List<ByteBuf> binaries) {
        this.frames = frames;
        this.textStart = textStart;
        this.textLength = textLength;
        this.binaries = binaries;
        long sum = textLength < 0 ? 0 : 1L + textLength;
        for (ByteBuf binary : binaries) {
            sum += 1L + binary.readableBytes();
        }
        this.bytes = sum;
    }

    /**
     * A text message with the binary ones that belong to it.
     *
     * @param text taken; as for {@link Session#sendText}
     * @param binaries taken
     */
    public static SharedMessage of(ByteBuf text, List<ByteBuf> binaries) {
        int length = text.readableBytes();
        ByteBuf frame = MessageWriter.textInPlace(PacketCodec.of(Revision.V4).packetInPlace(PacketType.MESSAGE, text));
        int start = frame.readableBytes() - length;
        return new SharedMessage(binaries.isEmpty() ? frame : joined(frame, binaries), start, length, binaries);
    }

    /**
     * A binary message alone.
     *
     * @param data taken
     */
    public static SharedMessage binary(ByteBuf data) {
        CompositeByteBuf frame = ByteBufAllocator.DEFAULT.compositeBuffer(2);
        append(frame, data);
        return new SharedMessage(frame, 0, -1, List.of(data));
    }

    /** The frame of the text and those of the binaries behind it, one after the other, payloads not copied. */
    private static ByteBuf joined(ByteBuf frame, List<ByteBuf> binaries) {
        ByteBufAllocator allocator = frame.alloc();
        CompositeByteBuf all = allocator.compositeBuffer(1 + 2 * binaries.size());
        all.addComponent(true, frame);
        for (ByteBuf binary : binaries) {
            append(all, binary);
        }
        return all;
    }

    private static void append(CompositeByteBuf all, ByteBuf binary) {
        all.addComponent(true, MessageWriter.binaryHeader(all.alloc(), binary.readableBytes(), false));
        all.addComponent(true, binary.retainedSlice());
    }

    /** Every frame of the message as a WebSocket carries it; borrowed, not to be changed. */
    public ByteBuf webSocketFrames() {
        return frames;
    }

    /** Whether there is a text. */
    public boolean hasText() {
        return textLength >= 0;
    }

    /** How many packets it is. */
    public int packets() {
        return hasText() ? 1 + binaries.size() : binaries.size();
    }

    /** The text without packet type, where there is one; retained for the caller. */
    public ByteBuf text() {
        return frames.retainedSlice(frames.readerIndex() + textStart, textLength);
    }

    /** The bytes of all its packets, types included. */
    public long bytes() {
        return bytes;
    }

    /** The binary messages; borrowed. */
    public List<ByteBuf> binaries() {
        return binaries;
    }

    @Override
    public SharedMessage retain() {
        super.retain();
        return this;
    }

    @Override
    public ReferenceCounted touch(Object hint) {
        return this;
    }

    @Override
    protected void deallocate() {
        frames.release();
        binaries.forEach(ByteBuf::release);
    }
}
