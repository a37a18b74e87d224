package dev.socketwire.frames.codec;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * Inflates messages, RFC 7692 section 7.2.2, piece by piece up to a limit: a bomb ends when its output passes the limit, and
 * never has more than that in memory. Not thread safe; the inflater is made with the first compressed message.
 */
final class MessageInflater {
    /** What the sender cut from the end of each message. */
    private static final byte[] TAIL = {0, 0, (byte) 0xff, (byte) 0xff};

    private static final int PIECE = 16 * 1024;

    private final int maxBytes;
    private final boolean contextTakeover;
    private @Nullable Inflater inflater;

    MessageInflater(int maxBytes, boolean contextTakeover) {
        this.maxBytes = maxBytes;
        this.contextTakeover = contextTakeover;
    }

    /**
     * Inflates one message.
     *
     * @param compressed borrowed
     * @return the message; the caller's to release
     */
    ByteBuf inflate(ByteBuf compressed, ByteBufAllocator allocator) throws ProtocolViolation {
        Inflater zlib = inflater;
        if (zlib == null) {
            zlib = new Inflater(true);
            inflater = zlib;
        }
        ByteBuf out = allocator.buffer(Math.min(PIECE, Math.max(256, compressed.readableBytes() * 3)));
        boolean done = false;
        try {
            byte[] piece = new byte[PIECE];
            zlib.setInput(compressed.nioBuffer());
            drain(zlib, out, piece);
            zlib.setInput(TAIL);
            drain(zlib, out, piece);
            if (zlib.finished() || !contextTakeover) {
                zlib.reset();
            }
            done = true;
            return out;
        } catch (DataFormatException e) {
            throw new ProtocolViolation(CloseCode.INVALID_DATA, "RFC 7692 7.2.2", "message does not inflate");
        } finally {
            if (!done) {
                out.release();
            }
        }
    }

    void release() {
        if (inflater != null) {
            inflater.end();
            inflater = null;
        }
    }

    private void drain(Inflater zlib, ByteBuf out, byte[] piece) throws DataFormatException, ProtocolViolation {
        while (true) {
            int count = zlib.inflate(piece);
            if (count > maxBytes - out.readableBytes()) {
                throw new ProtocolViolation(
                        CloseCode.TOO_BIG, "RFC 7692 7.2.2", "message inflates to more than the limit of " + maxBytes);
            }
            out.writeBytes(piece, 0, count);
            if (count == 0 && (zlib.finished() || zlib.needsInput() || zlib.needsDictionary())) {
                return;
            }
        }
    }
}
