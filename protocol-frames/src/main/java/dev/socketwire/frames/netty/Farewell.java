package dev.socketwire.frames.netty;

import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.connection.ClosingHandshake.Step;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Carries out a step of a closing handshake on a channel. Belongs to the loop of its channel. */
final class Farewell {
    /** How long a peer that is through may take to see our close frame and end its side. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private final ChannelHandlerContext context;

    Farewell(ChannelHandlerContext context) {
        this.context = context;
    }

    /**
     * @param closeTimeout how long the peer may take to answer a close frame
     * @param timedOut what to do when it has not
     */
    void carryOut(Step step, int code, String reason, Duration closeTimeout, Runnable timedOut) {
        switch (step) {
            case NONE -> {}
            case SEND_AND_WAIT -> {
                context.writeAndFlush(closeFrame(code, reason));
                after(closeTimeout, timedOut);
            }
            case ANSWER_AND_END -> {
                ChannelFuture answer = context.writeAndFlush(closeFrame(code, reason));
                if (answer.isDone()) {
                    context.close();
                } else {
                    answer.addListener(sent -> context.close());
                    after(LINGER, context::close);
                }
            }
            case SEND_AND_END -> {
                context.writeAndFlush(closeFrame(code, reason)).addListener(sent -> endOutput());
                after(LINGER, context::close);
            }
            case END -> context.close();
        }
    }

    private ByteBuf closeFrame(int code, String reason) {
        return MessageWriter.close(context.alloc(), code, reason);
    }

    /**
     * Ends our half of TCP and leaves the other to the peer: a socket that is closed with bytes unread is reset, and the peer
     * might lose the close frame that tells it what was wrong. TLS has a goodbye of its own.
     */
    private void endOutput() {
        if (context.channel() instanceof DuplexChannel tcp && context.pipeline().get(SslHandler.class) == null) {
            tcp.shutdownOutput().addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        } else {
            context.close();
        }
    }

    private void after(Duration delay, Runnable task) {
        Channel channel = context.channel();
        context.executor().schedule(() -> onLoopOf(channel, task), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The channel may live on another loop by then. */
    private static void onLoopOf(Channel channel, Runnable task) {
        if (channel.isOpen()) {
            channel.eventLoop().execute(task);
        }
    }
}
