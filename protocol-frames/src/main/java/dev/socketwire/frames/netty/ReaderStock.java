package dev.socketwire.frames.netty;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageReader;
import dev.socketwire.frames.codec.MessageSink;
import dev.socketwire.frames.codec.Role;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;

/**
 * Readers that wait for work. Between two messages a reader knows nothing of its connection, so those of a loop share a few:
 * a hundred thousand connections that say nothing hold none. On one thread only.
 */
final class ReaderStock {
    /** A read seldom begins within another one: more are never needed at a time. */
    private static final int MOST_KEPT = 8;

    private static final FastThreadLocal<ReaderStock> OF_THREAD = new FastThreadLocal<>() {
        @Override
        protected ReaderStock initialValue() {
            return new ReaderStock();
        }
    };

    private final ArrayDeque<MessageReader> idle = new ArrayDeque<>(MOST_KEPT);

    private ReaderStock() {}

    /** A reader for a server's connection without compression. */
    static MessageReader take(WebSocketLimits limits, ByteBufAllocator allocator, MessageSink sink) {
        MessageReader reader = OF_THREAD.get().idle.pollLast();
        if (reader == null) {
            return new MessageReader(Role.SERVER, limits, null, allocator, sink);
        }
        reader.serve(limits, allocator, sink);
        return reader;
    }

    /** Takes back an idle reader. */
    static void giveBack(MessageReader reader) {
        ArrayDeque<MessageReader> idle = OF_THREAD.get().idle;
        if (idle.size() < MOST_KEPT) {
            // It is not to keep a connection alive that may end before it is taken again.
            reader.serve(Nobody.LIMITS, ByteBufAllocator.DEFAULT, Nobody.INSTANCE);
            idle.addLast(reader);
        }
    }

    /** Whom a waiting reader would tell. */
    private enum Nobody implements MessageSink {
        INSTANCE;

        static final WebSocketLimits LIMITS = WebSocketLimits.defaults();

        @Override
        public void onText(ByteBuf payload) {}

        @Override
        public void onBinary(ByteBuf payload) {}

        @Override
        public void onPing(ByteBuf payload) {}

        @Override
        public void onPong(ByteBuf payload) {}

        @Override
        public void onClose(int code, String reason) {}
    }
}
