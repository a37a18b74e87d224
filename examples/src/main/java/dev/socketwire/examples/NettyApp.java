package dev.socketwire.examples;

import dev.socketwire.socketio.SocketIoServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * A Netty server with routes of its own ({@link NettyRoutes}), and Socket.IO on the same port: one handler in its pipeline takes
 * what is for Socket.IO, and everything else goes on to the next.
 */
public final class NettyApp implements AutoCloseable {
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(NioIoHandler.newFactory());
    private final SocketIoServer io = SocketIoServer.builder().build(); // never started: the port is ours
    private final Channel listening;

    private NettyApp(int port) {
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(io.channelHandler())
                                .addLast(new HttpObjectAggregator(MAX_BODY_BYTES))
                                .addLast(new NettyRoutes(io));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .syncUninterruptibly()
                .channel();
    }

    /** Listens on port 8080 until it is stopped. */
    public static void main(String[] args) {
        NettyApp app = start(8080);
        Runtime.getRuntime().addShutdownHook(new Thread(app::close));
        System.out.println("Listening on http://localhost:" + app.port());
    }

    /** Starts the server; 0 picks a port. */
    public static NettyApp start(int port) {
        return new NettyApp(port);
    }

    /** The bound port. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** First nobody comes any more, then clients are told, then the loops that they live on stop. */
    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        io.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
