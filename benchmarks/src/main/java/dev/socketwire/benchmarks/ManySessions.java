package dev.socketwire.benchmarks;

import com.sun.management.GarbageCollectionNotificationInfo;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.socketio.Handlers;
import dev.socketwire.socketio.SocketIoServer;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalAddress;
import io.netty.channel.local.LocalChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.local.LocalServerChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.Future;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.BooleanSupplier;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * Many sessions in one JVM, without sockets: the whole server above Netty's local transport. Each connects, is in a room, and
 * answers heartbeats for a while; one broadcast goes to all; then all leave. Prints one row of a table:
 * {@code SESSIONS [SECONDS]}; with {@code --bare} the channels alone, to be taken off.
 */
public final class ManySessions {
    /** So many handshakes are under way at a time. */
    private static final int WINDOW = 1_000;

    private final int sessions;
    private final boolean bare;
    private final LocalClient.Counts counts = new LocalClient.Counts();
    private final LongAccumulator longestPause = new LongAccumulator(Math::max, 0);
    private final AtomicInteger rooms = new AtomicInteger();
    private final EventLoopGroup serverLoops = new MultiThreadIoEventLoopGroup(LocalIoHandler.newFactory());
    private final EventLoopGroup clientLoops = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    private final SocketIoServer io;

    private ManySessions(int sessions, boolean bare) {
        this.sessions = sessions;
        this.bare = bare;
        io = SocketIoServer.builder()
                .handlers(Handlers.inline())
                .limits(EngineLimits.builder().sessions(2 * sessions).build())
                .build();
        io.onConnection(socket -> socket.join("room " + rooms.getAndIncrement() / 10));
    }

    /** Runs it. */
    public static void main(String[] args) throws InterruptedException {
        boolean bare = args[0].equals("--bare");
        int sessions = Integer.parseInt(args[bare ? 1 : 0]);
        int seconds = args.length > (bare ? 2 : 1) ? Integer.parseInt(args[bare ? 2 : 1]) : 0;
        new ManySessions(sessions, bare).run(seconds);
        System.exit(0);
    }

    private void run(int seconds) throws InterruptedException {
        watchPauses();
        long empty = heapAfterGc();
        Channel server = listen();
        long begin = System.nanoTime();
        List<Channel> clients = connect(server.localAddress());
        double connecting = secondsSince(begin);
        long full = heapAfterGc();
        longestPause.reset();
        long cpu = cpuNanos();
        TimeUnit.SECONDS.sleep(seconds);
        double idleCpu = (cpuNanos() - cpu) / 1e9;
        double broadcast = bare ? 0 : broadcast();
        long pause = longestPause.get();
        long lost = counts.ended.sum();
        clients.forEach(Channel::close);
        await("all to leave", () -> counts.ended.sum() == sessions && io.sessionCount() == 0);
        long left = io.stats().rooms() + io.stats().sockets() + io.stats().sessions();
        clients.clear();
        long after = heapAfterGc();
        System.out.printf(
                Locale.ROOT,
                "| %s%,d | %.1f | %,d | %.2f | %,d | %.0f | %d | %,d | %d | %.1f |%n",
                bare ? "bare channels, " : "",
                sessions,
                connecting,
                (full - empty) / sessions,
                broadcast,
                counts.pings.sum(),
                seconds == 0 ? 0 : 1e6 * idleCpu / seconds / sessions,
                pause,
                lost,
                left,
                (after - empty) / 1e6);
    }

    private Channel listen() throws InterruptedException {
        return new ServerBootstrap()
                .group(serverLoops)
                .channel(LocalServerChannel.class)
                .childHandler(bare ? new Silent() : new Served())
                .bind(new LocalAddress("many-sessions"))
                .sync()
                .channel();
    }

    private List<Channel> connect(java.net.SocketAddress server) throws InterruptedException {
        List<Channel> clients = new ArrayList<>(sessions);
        Bootstrap bootstrap = new Bootstrap()
                .group(clientLoops)
                .channel(LocalChannel.class)
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new LocalClient(counts));
                    }
                });
        for (int i = 0; i < sessions; i++) {
            clients.add(bootstrap
                    .connect(server, nameOf(i))
                    .addListener(ManySessions::check)
                    .channel());
            int begun = i + 1;
            if (begun % WINDOW == 0 || begun == sessions) {
                await("handshakes", () -> connected() >= begun - WINDOW);
            }
        }
        await("all to connect", () -> connected() + counts.ended.sum() >= sessions);
        if (counts.ended.sum() > 0) {
            throw new IllegalStateException(counts.ended.sum() + " clients were sent away");
        }
        return clients;
    }

    /** Names that Netty makes up would collide among so many. */
    private static LocalAddress nameOf(int client) {
        return new LocalAddress("client-" + client);
    }

    private static void check(Future<?> connect) {
        if (!connect.isSuccess()) {
            System.err.println("a client could not connect: " + connect.cause());
        }
    }

    private long connected() {
        return bare ? accepted.get() : counts.connected.sum();
    }

    private final AtomicInteger accepted = new AtomicInteger();

    private double broadcast() throws InterruptedException {
        long begin = System.nanoTime();
        io.emit("msg", "to all of you");
        await("a broadcast", () -> counts.messages.sum() == sessions);
        return secondsSince(begin);
    }

    private void watchPauses() {
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (notification, handback) -> longestPause.accumulate(
                                    GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                                            .getGcInfo()
                                            .getDuration()),
                            null,
                            null);
        }
    }

    private static long heapAfterGc() throws InterruptedException {
        // Finishers and leak records need a second one.
        for (int i = 0; i < 2; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(500);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (long begin = System.nanoTime(); !condition.getAsBoolean(); ) {
            if (secondsSince(begin) > 600) {
                throw new IllegalStateException("waited ten minutes for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /** The pipeline of a server. */
    @ChannelHandler.Sharable
    private final class Served extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new HttpServerCodec(), io.channelHandler());
        }
    }

    /** A pipeline that says nothing. */
    @ChannelHandler.Sharable
    private final class Silent extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            channel.pipeline().addLast(new ChannelInboundHandlerAdapter());
            accepted.incrementAndGet();
        }
    }
}
