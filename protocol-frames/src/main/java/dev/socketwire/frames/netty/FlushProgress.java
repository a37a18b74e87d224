package dev.socketwire.frames.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/**
 * Whether a peer takes what was written to its channel, told by the bytes that the socket has taken: a long message counts
 * while it flows, not only when all of it has left. What is written between two looks may hide what has left meanwhile, so it
 * is for those who wait and do not write. Belongs to the loop of its channel.
 */
public final class FlushProgress {
    private final Channel channel;
    private long unsent;

    /** Of this channel, from now on. */
    public FlushProgress(Channel channel) {
        this.channel = channel;
        this.unsent = unsent(channel);
    }

    /** Bytes written to a channel that its socket has not taken yet, with what Netty adds for each write. Any thread. */
    public static long unsent(Channel channel) {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        // Netty takes a message off the sum when the whole of it has left.
        return buffer == null ? 0 : Math.max(0, buffer.totalPendingWriteBytes() - buffer.currentProgress());
    }

    /** Whether a byte has left since the last look. */
    public boolean hasMoved() {
        long before = unsent;
        unsent = unsent(channel);
        return unsent < before;
    }
}
