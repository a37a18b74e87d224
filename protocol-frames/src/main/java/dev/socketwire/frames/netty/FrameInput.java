package dev.socketwire.frames.netty;

import dev.socketwire.frames.ProtocolViolation;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageReader;
import dev.socketwire.frames.codec.MessageSink;
import dev.socketwire.frames.codec.Role;
import dev.socketwire.frames.handshake.DeflateAgreement;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a connection receives: bytes to messages. Between two messages a reader knows nothing of its connection, so those of a
 * loop share a few: a hundred thousand connections that say nothing hold none. Only where messages are compressed each
 * connection has its own. Belongs to the loop of its channel.
 */
final class FrameInput implements MessageSink {
    /** A read seldom begins within another one: more are never needed at a time. */
    private static final int MOST_KEPT = 8;

    private static final FastThreadLocal<ArrayDeque<FrameInput>> IDLE = new FastThreadLocal<>() {
        @Override
        protected ArrayDeque<FrameInput> initialValue() {
            return new ArrayDeque<>(MOST_KEPT);
        }
    };

    private final MessageReader reader;
    private final boolean shared;

    /** Whom it reads for; null while it waits for work. */
    private @Nullable FrameChannelHandler connection;

    private FrameInput(WebSocketLimits limits, @Nullable DeflateAgreement agreement, ByteBufAllocator allocator) {
        reader = new MessageReader(Role.SERVER, limits, agreement, allocator, this);
        shared = agreement == null;
    }

    /** For a connection, until it is given back. */
    static FrameInput take(
            FrameChannelHandler connection,
            WebSocketLimits limits,
            @Nullable DeflateAgreement agreement,
            ByteBufAllocator allocator) {
        FrameInput input = agreement == null ? IDLE.get().pollLast() : null;
        if (input == null) {
            input = new FrameInput(limits, agreement, allocator);
        } else {
            input.reader.serve(limits, allocator, input);
        }
        input.connection = connection;
        return input;
    }

    /** Takes in what was read; borrowed. */
    void read(ByteBuf bytes) throws ProtocolViolation {
        reader.read(bytes);
    }

    /** Gives it back where nothing of the connection is left in it; then the connection has it no longer. */
    boolean isGivenBack() {
        if (!shared || !reader.isIdle()) {
            return false;
        }
        connection = null;
        ArrayDeque<FrameInput> idle = IDLE.get();
        if (idle.size() < MOST_KEPT) {
            idle.addLast(this);
        }
        return true;
    }

    /** Nothing more is read. */
    void close() {
        reader.close();
    }

    @Override
    public void onText(ByteBuf payload) {
        connection().onText(payload);
    }

    @Override
    public void onBinary(ByteBuf payload) {
        connection().onBinary(payload);
    }

    @Override
    public void onPing(ByteBuf payload) {
        connection().onPing(payload);
    }

    @Override
    public void onPong(ByteBuf payload) {
        connection().onPong(payload);
    }

    @Override
    public void onClose(int code, String reason) {
        connection().onPeerClosed(code, reason);
    }

    private FrameChannelHandler connection() {
        if (connection == null) {
            throw new IllegalStateException("reads for nobody");
        }
        return connection;
    }
}
