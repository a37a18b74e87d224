package dev.socketwire.frames.codec;

import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates messages (RFC 7692, section 7.2.1). Holds memory outside the heap from the first message until
 * {@link #close()}, or until the end of each message where no context is kept. Not thread safe.
 *
 * <p>The deflater of the JDK looks back 32 KiB, whatever was agreed on. A smaller window is kept by starting over whenever
 * so many bytes have gone in: then nothing further back can be referred to.
 */
public final class MessageDeflater {
    /** What the receiver puts back at the end of each message. */
    private static final int TAIL_BYTES = 4;

    private static final int LEAST_ROOM = 64;
    private static final int LARGEST_WINDOW_BITS = 15;

    private final boolean keepsContext;
    private final int level;
    private final int threshold;

    /** Bytes of input after which the window is left; 0 where it cannot be left. */
    private final int window;

    private @Nullable Deflater deflater;
    private int sinceStart;

    /** The deflater of a server for one connection. */
    public MessageDeflater(DeflateAgreement agreement) {
        keepsContext = !agreement.serverNoContextTakeover();
        level = agreement.level();
        threshold = agreement.threshold();
        window = agreement.serverWindowBits() == LARGEST_WINDOW_BITS ? 0 : 1 << agreement.serverWindowBits();
    }

    /** Messages below so many bytes are not worth it. */
    public int threshold() {
        return threshold;
    }

    /**
     * Deflates one message.
     *
     * @param message borrowed
     * @return the payload of its frame with {@link MessageWriter#HEADER_ROOM} bytes before it; the caller's to release
     */
    public ByteBuf deflate(ByteBuf message, ByteBufAllocator allocator) {
        int room = MessageWriter.HEADER_ROOM;
        ByteBuf out = allocator.buffer(room + LEAST_ROOM + message.readableBytes() / 2);
        return deflate(message, out.setIndex(room, room));
    }

    private ByteBuf deflate(ByteBuf message, ByteBuf out) {
        int at = message.readerIndex();
        int end = message.writerIndex();
        if (at == end) {
            return out.writeByte(0); // section 7.2.3.6
        }
        Deflater stream = open();
        while (at < end) {
            int length = startOverAtTheEndOfTheWindow(stream, end - at);
            write(stream, message.nioBuffer(at, length), out);
            at += length;
        }
        out.writerIndex(out.writerIndex() - TAIL_BYTES);
        if (!keepsContext) {
            close();
        }
        return out;
    }

    /** Frees the memory of the deflater. */
    public void close() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }

    private Deflater open() {
        Deflater stream = deflater;
        if (stream == null) {
            stream = new Deflater(level, true);
            deflater = stream;
            sinceStart = 0;
        }
        return stream;
    }

    private int startOverAtTheEndOfTheWindow(Deflater stream, int length) {
        if (window == 0) {
            return length;
        }
        if (sinceStart == window) {
            stream.reset();
            sinceStart = 0;
        }
        int fits = Math.min(length, window - sinceStart);
        sinceStart += fits;
        return fits;
    }

    private static void write(Deflater stream, ByteBuffer in, ByteBuf out) {
        stream.setInput(in);
        int room;
        int written;
        do {
            out.ensureWritable(Math.max(LEAST_ROOM, in.remaining() / 2));
            room = out.writableBytes();
            written = stream.deflate(out.internalNioBuffer(out.writerIndex(), room), Deflater.SYNC_FLUSH);
            out.writerIndex(out.writerIndex() + written);
        } while (written == room);
    }
}
