package dev.socketwire.engineio.netty;

import io.netty.channel.Channel;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What came while a request was unanswered: no more than one read brought, for then the connection is not read any more. On
 * the loop of the channel only.
 */
final class HeldBack {
    private final ArrayDeque<Object> messages = new ArrayDeque<>(2);
    private final Channel channel;

    /** Whether we have stopped the reading, so that it is ours to resume. */
    private boolean paused;

    HeldBack(Channel channel) {
        this.channel = channel;
    }

    /** Keeps a message, which is taken, and stops the reading. */
    void add(Object message) {
        messages.add(message);
        if (channel.config().isAutoRead()) {
            channel.config().setAutoRead(false);
            paused = true;
        }
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** The next message, the caller's from here on; null where there is none. */
    @Nullable
    Object poll() {
        return messages.poll();
    }

    /** Reads again, where we have stopped it. */
    void resume() {
        if (paused) {
            paused = false;
            channel.config().setAutoRead(true);
        }
    }

    void releaseAll() {
        messages.forEach(ReferenceCountUtil::release);
        messages.clear();
    }
}
