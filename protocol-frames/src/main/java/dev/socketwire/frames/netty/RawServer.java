package dev.socketwire.frames.netty;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.WebSocketListener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** The port, the loops and the connections of a raw server. Safe from any thread. */
public final class RawServer {
    private static final long STOP_SECONDS = 5;

    private final Settings settings;
    private final WebSocketListener listener;
    private final Set<RawConnection> connections = ConcurrentHashMap.newKeySet();

    /** All of them, those that are no WebSockets yet among them: loops that stop do not close what they hold in every case. */
    private final ChannelGroup accepted = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    private @Nullable EventLoopGroup loops;
    private @Nullable Channel server;
    private @Nullable CompletableFuture<Void> ended;

    /**
     * What the builder of a server collected.
     *
     * @param path the only path that is answered; empty: every one
     */
    public record Settings(
            String host,
            int port,
            Optional<String> path,
            WebSocketLimits limits,
            Optional<DeflateOptions> deflate,
            List<String> subprotocols,
            Optional<SSLContext> tls) {}

    /** A server that does not listen yet. */
    public RawServer(Settings settings, WebSocketListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    /**
     * Binds the port.
     *
     * @throws UncheckedIOException where it cannot be bound
     * @throws IllegalStateException where the server was started before
     */
    public synchronized void start() {
        if (loops != null) {
            throw new IllegalStateException("server was started before");
        }
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                0, new DefaultThreadFactory("socketwire-raw"), NioIoHandler.newFactory());
        loops = group;
        ChannelFuture bound = new ServerBootstrap()
                .group(group)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        accepted.add(channel);
                        channel.pipeline().addLast(new RawServerPipeline(settings, listener, connections));
                    }
                })
                .bind(new InetSocketAddress(settings.host, settings.port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            close();
            throw new UncheckedIOException(
                    new IOException("cannot listen on " + settings.host + ":" + settings.port, bound.cause()));
        }
        server = bound.channel();
    }

    /**
     * The bound port.
     *
     * @throws IllegalStateException before the start
     */
    public synchronized int port() {
        if (server == null || !(server.localAddress() instanceof InetSocketAddress address)) {
            throw new IllegalStateException("server is not started");
        }
        return address.getPort();
    }

    /** Ends everything, on a thread of its own; returns when that is done, on one of our loops at once. */
    public void close() {
        CompletableFuture<Void> end = end();
        if (!onOwnLoop()) {
            end.join();
        }
    }

    private synchronized CompletableFuture<Void> end() {
        Channel listening = server;
        EventLoopGroup group = loops;
        if (group == null) {
            return CompletableFuture.completedFuture(null);
        }
        if (ended == null) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ended = end;
            new Thread(() -> endAndWait(listening, group, end), "socketwire-raw-close").start();
        }
        return ended;
    }

    private void endAndWait(@Nullable Channel listening, EventLoopGroup group, CompletableFuture<Void> end) {
        try {
            if (listening != null) {
                listening.close().awaitUninterruptibly();
            }
            for (EventExecutor loop : group) {
                // What was accepted before is on its way to its loop: when it has had a turn, it is there.
                loop.submit(() -> {}).awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
            }
            connections.forEach(RawConnection::goAway);
            connections.forEach(connection -> connection.ended().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS));
            accepted.close().awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
            group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS).awaitUninterruptibly();
        } finally {
            end.complete(null);
        }
    }

    /** A loop that waits for its own end would wait for ever. */
    private synchronized boolean onOwnLoop() {
        if (loops != null) {
            for (EventExecutor loop : loops) {
                if (loop.inEventLoop()) {
                    return true;
                }
            }
        }
        return false;
    }
}
