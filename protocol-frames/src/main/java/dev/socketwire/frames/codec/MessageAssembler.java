package dev.socketwire.frames.codec;

import static dev.socketwire.frames.CloseCode.POLICY_VIOLATION;
import static dev.socketwire.frames.CloseCode.PROTOCOL_ERROR;
import static dev.socketwire.frames.CloseCode.TOO_BIG;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/**
 * Frames to messages (RFC 6455, section 5.4): the order of fragments, the limits of a message, UTF-8 as it comes. A message
 * that comes in one piece is handed on as a slice of what was read; any other one is put together in one buffer that grows
 * with what has arrived, never with what was announced.
 */
final class MessageAssembler implements FrameSink {
    private static final int LEAST_KEPT = 256;

    private final boolean inflatesWithContext;

    // Of the connection that is read for.
    private WebSocketLimits limits;
    private ByteBufAllocator allocator;
    private MessageSink sink;
    private final Utf8Checker utf8 = new Utf8Checker();

    /** Made for the first compressed message. */
    private @Nullable MessageInflater inflater;

    // The frame at hand.
    private Opcode frame = Opcode.CONTINUATION;
    private boolean last;
    private int frameBytes;

    // The message at hand; null between two messages.
    private @Nullable Opcode message;
    private boolean compressed;
    private long messageBytes;
    private int fragments;

    /** Whether the peer's close frame has come, or we were closed. */
    private boolean over;

    /** What has come of a message, inflated; null where nothing has to be kept. */
    private @Nullable ByteBuf kept;

    /** What has come of a control frame that was cut; null where none ever was. */
    private @Nullable ByteBuf keptControl;

    /**
     * @param inflatesWithContext whether the peer's compressed messages refer to earlier ones
     */
    MessageAssembler(
            WebSocketLimits limits, boolean inflatesWithContext, ByteBufAllocator allocator, MessageSink sink) {
        this.limits = limits;
        this.inflatesWithContext = inflatesWithContext;
        this.allocator = allocator;
        this.sink = sink;
    }

    @Override
    public void onHeader(boolean fin, boolean rsv1, Opcode opcode, long length) throws ProtocolViolation {
        if (!opcode.isControl()) {
            checkOrder(opcode, rsv1);
            checkLimits(length);
            begin(opcode, rsv1);
            messageBytes += length;
            fragments++;
            last = fin;
        }
        frame = opcode;
        frameBytes = (int) length;
    }

    @Override
    public void onPayload(ByteBuf bytes, int from, int length, boolean frameEnds) throws ProtocolViolation {
        if (frame.isControl()) {
            onControl(bytes, from, length, frameEnds);
        } else if (compressed) {
            onCompressed(bytes, from, length, frameEnds && last);
        } else {
            onPlain(bytes, from, length, frameEnds && last);
        }
    }

    @Override
    public boolean wantsMore() {
        return !over;
    }

    /** Whether it is between two messages, keeps nothing and was not closed. */
    boolean isIdle() {
        return message == null && !over && kept == null && inflater == null;
    }

    /** Assembles for another connection. */
    void serve(WebSocketLimits itsLimits, ByteBufAllocator itsAllocator, MessageSink itsSink) {
        limits = itsLimits;
        allocator = itsAllocator;
        sink = itsSink;
    }

    /** Gives back what is kept; nothing more is read. */
    void close() {
        over = true;
        if (kept != null) {
            kept.release();
            kept = null;
        }
        if (inflater != null) {
            inflater.close();
            inflater = null;
        }
    }

    private void checkOrder(Opcode opcode, boolean rsv1) throws ProtocolViolation {
        if (opcode == Opcode.CONTINUATION && message == null) {
            throw new ProtocolViolation(PROTOCOL_ERROR, "RFC 6455 5.4", "continuation of nothing");
        }
        if (opcode != Opcode.CONTINUATION && message != null) {
            throw new ProtocolViolation(
                    PROTOCOL_ERROR, "RFC 6455 5.4", "a new message after " + fragments + " fragment(s) of another");
        }
        if (opcode == Opcode.CONTINUATION && rsv1) {
            throw new ProtocolViolation(PROTOCOL_ERROR, "RFC 7692 6.1", "first reserved bit in a continuation");
        }
    }

    private void checkLimits(long length) throws ProtocolViolation {
        if (length > limits.maxFrameBytes()) {
            throw new ProtocolViolation(
                    TOO_BIG, "RFC 6455 10.4", "frame of " + length + " bytes, the limit is " + limits.maxFrameBytes());
        }
        if (messageBytes + length > limits.maxMessageBytes()) {
            throw new ProtocolViolation(
                    TOO_BIG,
                    "RFC 6455 10.4",
                    "message of " + (messageBytes + length) + " bytes, the limit is " + limits.maxMessageBytes());
        }
        if (fragments >= limits.maxFragments()) {
            throw new ProtocolViolation(
                    POLICY_VIOLATION,
                    "RFC 6455 10.4",
                    "message of more than " + limits.maxFragments() + " fragments, the limit");
        }
    }

    private void begin(Opcode opcode, boolean rsv1) {
        if (opcode != Opcode.CONTINUATION) {
            message = opcode;
            compressed = rsv1;
        }
    }

    private void onControl(ByteBuf bytes, int from, int length, boolean ends) throws ProtocolViolation {
        if (length == frameBytes) {
            deliverControl(bytes.slice(from, length));
            return;
        }
        if (keptControl == null) {
            keptControl = Unpooled.buffer(MessageWriter.MAX_CONTROL_BYTES);
        }
        keptControl.writeBytes(bytes, from, length);
        if (ends) {
            try {
                deliverControl(keptControl);
            } finally {
                keptControl.clear();
            }
        }
    }

    private void deliverControl(ByteBuf payload) throws ProtocolViolation {
        switch (frame) {
            case PING -> sink.onPing(payload);
            case PONG -> sink.onPong(payload);
            default -> {
                CloseFrame close = CloseFrame.read(payload);
                over = true;
                sink.onClose(close.code(), close.reason());
            }
        }
    }

    private void onPlain(ByteBuf bytes, int from, int length, boolean ends) throws ProtocolViolation {
        boolean text = message == Opcode.TEXT;
        if (text) {
            utf8.check(bytes, from, length);
        }
        if (ends && kept == null) {
            finish(text, bytes.slice(from, length));
            return;
        }
        ByteBuf whole = keep(length).writeBytes(bytes, from, length);
        if (ends) {
            finishKept(text, whole);
        }
    }

    private void onCompressed(ByteBuf bytes, int from, int length, boolean ends) throws ProtocolViolation {
        if (inflater == null) {
            inflater = new MessageInflater(inflatesWithContext, limits.maxMessageBytes());
        }
        ByteBuf out = keep(length);
        int checked = out.writerIndex();
        inflater.inflate(bytes, from, length, out);
        if (ends) {
            inflater.end(out);
        }
        boolean text = message == Opcode.TEXT;
        if (text) {
            utf8.check(out, checked, out.writerIndex() - checked);
        }
        if (ends) {
            finishKept(text, out);
        }
    }

    private ByteBuf keep(int arrived) {
        if (kept == null) {
            kept = allocator.buffer(Math.max(LEAST_KEPT, Math.min(frameBytes, 2 * arrived)));
        }
        return kept;
    }

    private void finishKept(boolean text, ByteBuf whole) throws ProtocolViolation {
        kept = null;
        try {
            finish(text, whole);
        } finally {
            whole.release();
        }
    }

    private void finish(boolean text, ByteBuf payload) throws ProtocolViolation {
        message = null;
        messageBytes = 0;
        fragments = 0;
        if (text) {
            utf8.end();
            sink.onText(payload);
        } else {
            sink.onBinary(payload);
        }
    }
}
