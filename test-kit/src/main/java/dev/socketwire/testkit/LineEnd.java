package dev.socketwire.testkit;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;

/** One end of a connection: tells the flow that begins here what comes, and the one that ends here when it may go on. */
final class LineEnd extends ChannelInboundHandlerAdapter {
    private final LineFlow begins;
    private final LineFlow arrives;

    LineEnd(LineFlow begins, LineFlow arrives) {
        this.begins = begins;
        this.arrives = arrives;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
        begins.take((ByteBuf) bytes);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            begins.end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable reset) {
        begins.gone();
        context.close();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        arrives.run();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!arrives.isSilent()) {
            begins.gone();
        }
        arrives.stop();
    }
}
