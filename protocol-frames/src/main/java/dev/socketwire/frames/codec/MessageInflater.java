package dev.socketwire.frames.codec;

import static dev.socketwire.frames.CloseCode.INVALID_DATA;
import static dev.socketwire.frames.CloseCode.TOO_BIG;

import dev.socketwire.frames.ProtocolViolation;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates messages piece by piece as they come (RFC 7692, section 7.2.2) and stops at its limit: what a bomb would grow to
 * is never allocated. Holds memory outside the heap until {@link #close()}.
 */
final class MessageInflater {
    /** What the sender cut off the end of each message. */
    private static final byte[] TAIL = {0x00, 0x00, (byte) 0xff, (byte) 0xff};

    private static final int LEAST_PIECE = 256;
    private static final int LARGEST_PIECE = 64 * 1024;

    private final Inflater inflater = new Inflater(true);
    private final boolean keepsContext;
    private final int maxMessageBytes;
    private final ByteBuffer tail = ByteBuffer.wrap(TAIL);

    MessageInflater(boolean keepsContext, int maxMessageBytes) {
        this.keepsContext = keepsContext;
        this.maxMessageBytes = maxMessageBytes;
    }

    /** Inflates the next part of a message to the end of {@code out}, which holds this message alone. */
    void inflate(ByteBuf bytes, int from, int length, ByteBuf out) throws ProtocolViolation {
        drain(bytes.nioBuffer(from, length), out);
    }

    /** The message ends here. */
    void end(ByteBuf out) throws ProtocolViolation {
        drain(tail.rewind(), out);
        if (!keepsContext) {
            inflater.reset();
        }
    }

    void close() {
        inflater.end();
    }

    private void drain(ByteBuffer in, ByteBuf out) throws ProtocolViolation {
        inflater.setInput(in);
        try {
            while (true) {
                int inflated = inflatePiece(out);
                if (out.readableBytes() > maxMessageBytes) {
                    throw new ProtocolViolation(
                            TOO_BIG, "RFC 6455 7.4.1", "message inflates to more than " + maxMessageBytes + " bytes");
                }
                if (inflater.finished()) {
                    // A final block ends the stream, not the message: what follows begins with an empty window.
                    inflater.reset();
                    inflater.setInput(in);
                } else if (inflated == 0) {
                    return;
                }
            }
        } catch (DataFormatException e) {
            throw new ProtocolViolation(INVALID_DATA, "RFC 7692 7.2.2", "not to be inflated: " + e.getMessage());
        }
    }

    private int inflatePiece(ByteBuf out) throws DataFormatException {
        // One byte over the limit shows that there is more.
        long room = maxMessageBytes - out.readableBytes() + 1L;
        long piece = Math.max(LEAST_PIECE, Math.min(LARGEST_PIECE, inflater.getRemaining() * 4L));
        out.ensureWritable((int) Math.min(room, piece));
        ByteBuffer target = out.internalNioBuffer(out.writerIndex(), (int) Math.min(room, out.writableBytes()));
        int inflated = inflater.inflate(target);
        out.writerIndex(out.writerIndex() + inflated);
        return inflated;
    }
}
