package dev.socketwire.frames.netty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.testkit.Hex;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handler on real loops: one flush for each turn, and a channel that is registered with another loop goes on there. */
class FramesOnLoopsTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final AtomicInteger flushes = new AtomicInteger();
    private final CompletableFuture<Channel> accepted = new CompletableFuture<>();
    private final CompletableFuture<FrameListener.Closed> closed = new CompletableFuture<>();
    private final FrameChannelHandler handler = new FrameChannelHandler(WebSocketLimits.defaults(), null);

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void whatWasWrittenBeforeTheMoveIsFlushedAndTheEchoGoesOn() throws Exception {
        int port = listen();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            Channel channel = accepted.get(10, TimeUnit.SECONDS);
            move(channel, other(channel.eventLoop()));
            assertThat(read(client, 8)).isEqualTo("8106" + Hex.of("before".getBytes(UTF_8)));
            client.getOutputStream().write(Hex.bytes("8181 00000000 61"));
            assertThat(read(client, 3)).isEqualTo("810161");
            client.getOutputStream().write(Hex.bytes("8882 00000000 03e8"));
            assertThat(read(client, 4)).isEqualTo("880203e8");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1000);
    }

    @Test
    void aCloseTimeoutThatBeganBeforeTheMoveEndsTheConnectionAfterIt() throws Exception {
        int port = listen();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            Channel channel = accepted.get(10, TimeUnit.SECONDS);
            channel.eventLoop().submit(() -> handler.close(1001, "")).sync();
            move(channel, other(channel.eventLoop()));
            assertThat(read(client, 4)).isEqualTo("880203e9");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(closed.get(10, TimeUnit.SECONDS).code()).isEqualTo(1006);
    }

    @Test
    void messagesOfOneTurnAreFlushedOnceAtItsEnd() throws Exception {
        int port = listen();
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.setSoTimeout(10_000);
            Channel channel = accepted.get(10, TimeUnit.SECONDS);
            channel.eventLoop()
                    .submit(() -> {
                        handler.sendText(message("a"), false);
                        handler.sendText(message("b"), false);
                        assertThat(flushes.get()).isZero();
                    })
                    .sync();
            assertThat(read(client, 6)).isEqualTo("810161" + "810162");
            assertThat(flushes.get()).isOne();
            channel.close().sync();
        }
    }

    private int listen() {
        handler.listen(new Echo());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channel.config().setAutoRead(false);
                        channel.pipeline().addLast(new ChannelOutboundHandlerAdapter() {
                            @Override
                            public void flush(ChannelHandlerContext ctx) {
                                flushes.incrementAndGet();
                                ctx.flush();
                            }
                        });
                        channel.pipeline().addLast(handler);
                        accepted.complete(channel);
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** Writes on the old loop, in the same turn in which the channel leaves it. */
    private void move(Channel channel, EventLoop home) throws InterruptedException {
        CompletableFuture<Void> arrived = new CompletableFuture<>();
        channel.eventLoop().execute(() -> {
            handler.sendText(message("before"), false);
            channel.deregister()
                    .addListener(left -> home.register(channel).addListener(done -> arrived.complete(null)));
        });
        arrived.join();
        home.submit(() -> handler.setReading(true)).sync();
        assertThat(channel.eventLoop()).isSameAs(home);
    }

    private EventLoop other(EventLoop loop) {
        EventLoop next = loops.next();
        while (next.equals(loop)) {
            next = loops.next();
        }
        return next;
    }

    private static String read(Socket client, int bytes) throws IOException {
        return Hex.of(client.getInputStream().readNBytes(bytes));
    }

    private static ByteBuf message(String text) {
        ByteBuf message = Unpooled.buffer().setIndex(MessageWriter.HEADER_ROOM, MessageWriter.HEADER_ROOM);
        message.writeCharSequence(text, UTF_8);
        return message;
    }

    private final class Echo implements FrameListener {
        @Override
        public void onText(ByteBuf payload) {
            handler.sendText(message(payload.toString(UTF_8)), false);
        }

        @Override
        public void onBinary(ByteBuf payload) {}

        @Override
        public void onClosed(Closed how) {
            closed.complete(how);
        }
    }
}
