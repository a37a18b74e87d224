package dev.socketwire.frames.codec;

import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Deflates messages, RFC 7692 section 7.2.1. The JDK's deflater knows only the largest window; a smaller one is kept by
 * forgetting all earlier data whenever a window's worth of it has passed, so no reference reaches further back. Not thread
 * safe; the deflater is made with the first message.
 */
public final class MessageDeflater {
    private static final int TAIL_BYTES = 4;
    private static final int LARGEST_WINDOW = 1 << 15;
    private static final int PIECE = 8 * 1024;

    private final int level;
    private final int window;
    private final boolean contextTakeover;
    private @Nullable Deflater deflater;

    /** Bytes that a reference could reach back to. */
    private int remembered;

    /** The deflater of a server for one connection. */
    public MessageDeflater(DeflateAgreement agreement) {
        level = agreement.level();
        window = 1 << agreement.serverWindowBits();
        contextTakeover = !agreement.serverNoContextTakeover();
    }

    /**
     * Deflates one message and cuts the four bytes from its end that the receiver adds.
     *
     * @param message borrowed; its indices are left alone
     * @return the compressed payload; the caller's to release
     */
    public ByteBuf deflate(ByteBuf message, ByteBufAllocator allocator) {
        Deflater zlib = deflater;
        if (zlib == null) {
            zlib = new Deflater(level, true);
            deflater = zlib;
        }
        ByteBuf out = allocator.buffer(Math.max(64, message.readableBytes() / 2));
        byte[] piece = new byte[PIECE];
        ByteBuffer input = message.nioBuffer();
        while (window < LARGEST_WINDOW && input.remaining() > window - remembered) {
            int part = window - remembered;
            zlib.setInput(input.slice(input.position(), part));
            drain(zlib, out, piece, Deflater.FULL_FLUSH);
            input.position(input.position() + part);
            remembered = 0;
        }
        remembered = window < LARGEST_WINDOW ? remembered + input.remaining() : 0;
        zlib.setInput(input);
        drain(zlib, out, piece, Deflater.SYNC_FLUSH);
        if (!contextTakeover) {
            zlib.reset();
            remembered = 0;
        }
        return out.writerIndex(out.writerIndex() - TAIL_BYTES);
    }

    /** Frees the memory of the deflater. */
    public void release() {
        if (deflater != null) {
            deflater.end();
            deflater = null;
        }
    }

    private static void drain(Deflater zlib, ByteBuf out, byte[] piece, int flush) {
        int count;
        do {
            count = zlib.deflate(piece, 0, piece.length, flush);
            out.writeBytes(piece, 0, count);
        } while (count == piece.length);
    }
}
