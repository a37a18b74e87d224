package dev.socketwire.frames.codec;

import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * Frames to messages: the order of fragments, the limits of a message, UTF-8 as it comes. A message whose only frame came in
 * one piece is handed on as that piece; any other is collected, and its buffer grows with what has come, never with what was
 * announced. Not thread safe.
 */
final class MessageAssembler implements FrameSink {
    private static final int FIRST_CAPACITY = 1024;

    private final WebSocketLimits limits;
    private final @Nullable MessageInflater inflater;
    private final Utf8Checker utf8 = new Utf8Checker();
    private final ByteBufAllocator allocator;

    /** Set for the time of one read, by the reader. */
    private @Nullable MessageSink sink;

    private @Nullable Opcode frame;
    private boolean frameIsFinal;

    /** TEXT or BINARY while a message has begun and not ended. */
    private @Nullable Opcode message;

    private boolean compressed;
    private int fragments;
    private int messageBytes;
    private @Nullable ByteBuf collected;
    private @Nullable ByteBuf control;

    MessageAssembler(WebSocketLimits limits, @Nullable MessageInflater inflater, ByteBufAllocator allocator) {
        this.limits = limits;
        this.inflater = inflater;
        this.allocator = allocator;
    }

    void tell(@Nullable MessageSink target) {
        sink = target;
    }

    @Override
    public void onFrame(Opcode opcode, boolean fin, boolean isCompressed, int length) throws ProtocolViolation {
        frame = opcode;
        frameIsFinal = fin;
        if (opcode.isControl()) {
            return;
        }
        if (opcode == Opcode.CONTINUATION) {
            if (message == null) {
                throw protocolError("continuation frame without a message to go on with");
            }
        } else {
            if (message != null) {
                throw protocolError("a message begins before the last one has ended");
            }
            message = opcode;
            compressed = isCompressed;
            fragments = 0;
            messageBytes = 0;
            utf8.reset();
        }
        if (++fragments > limits.maxFragments()) {
            throw new ProtocolViolation(
                    CloseCode.POLICY_VIOLATION,
                    "RFC 6455 10.4",
                    "message has more than " + limits.maxFragments() + " fragments");
        }
        if (length > limits.maxMessageBytes() - messageBytes) {
            throw new ProtocolViolation(
                    CloseCode.TOO_BIG,
                    "RFC 6455 10.4",
                    "message of at least " + ((long) messageBytes + length) + " bytes exceeds the limit of "
                            + limits.maxMessageBytes());
        }
        messageBytes += length;
    }

    @Override
    public void onPayload(ByteBuf piece, boolean last) throws ProtocolViolation {
        Opcode opcode = frame;
        if (opcode != null && opcode.isControl()) {
            controlPayload(opcode, piece, last);
        } else {
            dataPayload(piece, last && frameIsFinal);
        }
    }

    /** Frees what was collected; nothing is read after it. */
    void release() {
        collected = released(collected);
        control = released(control);
        if (inflater != null) {
            inflater.release();
        }
    }

    private void controlPayload(Opcode opcode, ByteBuf piece, boolean last) throws ProtocolViolation {
        ByteBuf whole = piece;
        if (control != null || !last) {
            control = appended(control, piece);
            whole = control;
        }
        if (!last) {
            return;
        }
        try {
            switch (opcode) {
                case PING -> told().onPing(whole);
                case PONG -> told().onPong(whole);
                default -> CloseFrame.read(whole, told());
            }
        } finally {
            control = released(control);
        }
    }

    private void dataPayload(ByteBuf piece, boolean end) throws ProtocolViolation {
        if (message == Opcode.TEXT && !compressed) {
            checkText(piece, end);
        }
        if (end && collected == null) {
            deliver(piece);
            return;
        }
        collected = appended(collected, piece);
        if (end) {
            try {
                deliver(collected);
            } finally {
                collected = released(collected);
            }
        }
    }

    private void deliver(ByteBuf payload) throws ProtocolViolation {
        boolean text = message == Opcode.TEXT;
        message = null;
        if (!compressed || inflater == null) {
            hand(payload, text);
            return;
        }
        ByteBuf inflated = inflater.inflate(payload, allocator);
        try {
            if (text) {
                checkText(inflated, true);
            }
            hand(inflated, text);
        } finally {
            inflated.release();
        }
    }

    private void hand(ByteBuf payload, boolean text) {
        if (text) {
            told().onText(payload);
        } else {
            told().onBinary(payload);
        }
    }

    private void checkText(ByteBuf piece, boolean end) throws ProtocolViolation {
        int bad = utf8.check(piece, piece.readerIndex(), piece.readableBytes());
        if (bad >= 0) {
            throw new ProtocolViolation(
                    CloseCode.INVALID_DATA,
                    "RFC 6455 8.1",
                    "text is no UTF-8: byte 0x" + Integer.toHexString(piece.getByte(bad) & 0xff)
                            + " cannot stand there");
        }
        if (end && !utf8.isComplete()) {
            throw new ProtocolViolation(CloseCode.INVALID_DATA, "RFC 6455 8.1", "text ends within a character");
        }
    }

    private ByteBuf appended(@Nullable ByteBuf to, ByteBuf piece) {
        ByteBuf grown = to == null ? allocator.buffer(Math.max(FIRST_CAPACITY, piece.readableBytes())) : to;
        return grown.writeBytes(piece, piece.readerIndex(), piece.readableBytes());
    }

    private static @Nullable ByteBuf released(@Nullable ByteBuf buffer) {
        if (buffer != null) {
            buffer.release();
        }
        return null;
    }

    private MessageSink told() {
        if (sink == null) {
            throw new IllegalStateException("no sink: payload outside of a read");
        }
        return sink;
    }

    private static ProtocolViolation protocolError(String message) {
        return new ProtocolViolation(CloseCode.PROTOCOL_ERROR, "RFC 6455 5.4", message);
    }
}
