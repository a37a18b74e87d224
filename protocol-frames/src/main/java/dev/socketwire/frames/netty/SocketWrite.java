package dev.socketwire.frames.netty;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.unix.Socket;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Bytes straight to a socket: past the pipeline and Netty's outbound buffer, where nothing stands in the one and nothing
 * waits in the other. A broadcast to thousands makes no entry, no view of the message and no promise for each of them. On
 * epoll alone: what io_uring writes is better handed over in one go.
 */
final class SocketWrite {
    private static final String EPOLL = "io.netty.channel.epoll.";

    private SocketWrite() {}

    /** The socket of a channel that may be written to so; null where it is none. */
    static @Nullable Socket of(Channel channel) {
        // By its name, for the classes of that transport need not be there.
        boolean epoll = channel.getClass().getName().startsWith(EPOLL);
        return epoll && channel instanceof UnixChannel unix && unix.fd() instanceof Socket socket ? socket : null;
    }

    /**
     * Writes what the socket takes at once. On the loop of the channel.
     *
     * @param context whose turn it is to write
     * @param bytes borrowed, not changed
     * @return how many bytes it took; 0 too where it may not be done so, or has failed: what is left goes the usual way, which
     *     tells of a failure as usual
     */
    static int write(Socket socket, ChannelHandlerContext context, ByteBuf bytes) {
        if (!bytes.hasMemoryAddress() || !isFree(context)) {
            return 0;
        }
        try {
            return socket.sendAddress(bytes.memoryAddress(), bytes.readerIndex(), bytes.writerIndex());
        } catch (IOException e) {
            // The usual way meets it again, and closes the channel.
            return 0;
        }
    }

    /** Whether nothing is before us on the way to the socket, and the socket is still that of this channel. */
    private static boolean isFree(ChannelHandlerContext context) {
        Channel channel = context.channel();
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        return waiting != null
                && waiting.totalPendingWriteBytes() == 0
                && channel.pipeline().firstContext() == context;
    }
}
