package dev.socketwire.engineio.netty;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The event loops of a server with a port of its own.
 *
 * @param group as many loops as the machine has processors
 * @param serverChannels makes the channel that listens
 */
record Loops(EventLoopGroup group, ChannelFactory<ServerChannel> serverChannels) {
    private static final long STOP_SECONDS = 5;

    /** Entries of the ring of one loop: what a broadcast writes to thousands is handed to the kernel in few calls. */
    private static final int RING_SIZE = 4096;

    static Loops of(IoKind kind) {
        return switch (kind) {
            case NIO -> make(NioIoHandler.newFactory(), NioServerSocketChannel::new);
            case EPOLL -> {
                Epoll.ensureAvailability();
                yield make(EpollIoHandler.newFactory(), EpollServerSocketChannel::new);
            }
            case IO_URING -> {
                IoUring.ensureAvailability();
                yield make(IoUringIoHandler.newFactory(RING_SIZE), IoUringServerSocketChannel::new);
            }
            case BEST -> of(Epoll.isAvailable() ? IoKind.EPOLL : IoKind.NIO);
        };
    }

    /** Whether the caller runs on one of them. */
    boolean isCurrent() {
        for (EventExecutor loop : group) {
            if (loop.inEventLoop()) {
                return true;
            }
        }
        return false;
    }

    /** Waits until each has done what it was asked for before, as long as that at most for all of them. */
    void turn(Duration limit) {
        List<CompletableFuture<Void>> turns = new ArrayList<>();
        for (EventExecutor loop : group) {
            if (!loop.isShutdown()) {
                turns.add(CompletableFuture.runAsync(() -> {}, loop));
            }
        }
        CompletableFuture.allOf(turns.toArray(CompletableFuture<?>[]::new))
                .completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** Stops the loops and waits for their end, a few seconds at most. */
    void stop() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(2 * STOP_SECONDS, TimeUnit.SECONDS);
    }

    private static Loops make(IoHandlerFactory io, ChannelFactory<ServerChannel> serverChannels) {
        int threads = Runtime.getRuntime().availableProcessors();
        // No daemons: a program whose main has returned runs on for as long as its server does.
        return new Loops(
                new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory("socketwire", false), io),
                serverChannels);
    }
}
