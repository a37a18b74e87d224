package dev.socketwire.testkit;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A line between clients and a port of this machine on which things go wrong as a test says, in each direction by itself and
 * while connections are open. Clients connect to {@link #port()}. Without a fault it hands on what comes, ends included: a
 * farewell as a farewell, a reset as a reset, where nobody listens a reset as well. One thread carries all its connections. Any thread may call.
 */
public final class FaultyLine implements AutoCloseable {
    /** Heap buffers that no leak detector looks at: what the line holds is not to be found among what a server holds. */
    private static final UnpooledByteBufAllocator BUFFERS = new UnpooledByteBufAllocator(false, true);

    private final MultiThreadIoEventLoopGroup loop = new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("faulty-line", true), NioIoHandler.newFactory());
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();

    /** Our connections to the server: one may outlive its client. */
    private final Set<Channel> fars = ConcurrentHashMap.newKeySet();

    private final LineFaults toServer = new LineFaults();
    private final LineFaults toClient = new LineFaults();
    private final InetSocketAddress server;
    private final Channel listening;

    private FaultyLine(int port) {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        listening = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.ALLOCATOR, BUFFERS)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel client) {
                        accept(client);
                    }
                })
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel();
    }

    /** A line to a port of this machine. */
    public static FaultyLine to(int port) {
        return new FaultyLine(port);
    }

    /** Where clients connect. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** What goes wrong on the way from the clients to the server. */
    public LineFaults toServer() {
        return toServer;
    }

    /** What goes wrong on the way from the server to the clients. */
    public LineFaults toClient() {
        return toClient;
    }

    /** How many connections of clients are open. */
    public int connections() {
        return clients.size();
    }

    /** Resets every connection at both ends. */
    public void reset() {
        toServer.reset();
        toClient.reset();
    }

    /** Nothing goes wrong any more, both ways, for the connections that are left and for those to come. */
    public void heal() {
        toServer.heal();
        toClient.heal();
    }

    /** Ends every connection, and takes no more. */
    @Override
    public void close() {
        if (!listening.isOpen()) {
            return;
        }
        listening.close().syncUninterruptibly();
        clients.forEach(end -> end.close().syncUninterruptibly());
        // Not all of them end with the loop.
        fars.forEach(end -> end.close().syncUninterruptibly());
        loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private void accept(Channel client) {
        clients.add(client);
        client.closeFuture().addListener(closed -> clients.remove(client));
        ChannelFuture connected = new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.ALLOCATOR, BUFFERS)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.AUTO_READ, false)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel far) {
                        fars.add(far);
                        far.closeFuture().addListener(closed -> fars.remove(far));
                        join(client, far);
                    }
                })
                .connect(server);
        connected.addListener(done -> {
            if (done.isSuccess()) {
                client.config().setAutoRead(true);
                connected.channel().config().setAutoRead(true);
            } else {
                client.config().setOption(ChannelOption.SO_LINGER, 0);
                client.close();
            }
        });
    }

    private void join(Channel client, Channel far) {
        LineFlow there = new LineFlow(toServer, client, far);
        LineFlow back = new LineFlow(toClient, far, client);
        client.pipeline().addLast(new LineEnd(there, back));
        far.pipeline().addLast(new LineEnd(back, there));
    }
}
