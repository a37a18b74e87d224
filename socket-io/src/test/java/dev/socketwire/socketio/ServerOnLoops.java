package dev.socketwire.socketio;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** A server on as many event loops as a test wants, whatever the machine has; clients of {@code /} are spread over them in turn. */
final class ServerOnLoops implements AutoCloseable {
    /** What the error hook was told. */
    final Queue<Throwable> errors = new ConcurrentLinkedQueue<>();

    /** In the order of connecting. */
    final List<RawClient> clients = new ArrayList<>();

    /** Those of the clients. */
    final List<Socket> sockets = new ArrayList<>();

    final SocketIoServer io;

    private volatile Runnable onError = () -> {};
    private final MultiThreadIoEventLoopGroup loops;
    private final int port;

    ServerOnLoops(int count, UnaryOperator<SocketIoServerBuilder> options) {
        io = options.apply(SocketIoServer.builder())
                .onError((socketId, event, error) -> {
                    errors.add(error);
                    onError.run();
                })
                .build();
        loops = new MultiThreadIoEventLoopGroup(count, NioIoHandler.newFactory());
        Channel server = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(new HttpServerCodec(), io.channelHandler());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
        port = ((InetSocketAddress) server.localAddress()).getPort();
    }

    /** So many clients more. */
    void connect(int count) {
        for (int i = 0; i < count; i++) {
            RawClient client = RawClient.open(port);
            client.send("0");
            String answer = client.read();
            int id = answer.indexOf("\"sid\":\"") + 7;
            clients.add(client);
            sockets.add(io.of("/")
                    .socket(answer.substring(id, answer.indexOf('"', id)))
                    .orElseThrow());
        }
    }

    /** From now on runs where the error hook is told. */
    void onError(Runnable task) {
        onError = task;
    }

    /** How many tasks something posts to the loops, which stand still meanwhile. */
    int tasksOf(Runnable something) {
        CountDownLatch still = new CountDownLatch(loops.executorCount());
        CountDownLatch over = new CountDownLatch(1);
        loops.forEach(loop -> loop.execute(() -> {
            still.countDown();
            awaited(over);
        }));
        awaited(still);
        try {
            int before = tasks();
            something.run();
            return tasks() - before;
        } finally {
            over.countDown();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private int tasks() {
        int waiting = 0;
        for (EventExecutor loop : loops) {
            waiting += ((SingleThreadEventExecutor) loop).pendingTasks();
        }
        return waiting;
    }

    /** A client in no namespace, on the next loop. */
    RawClient session() {
        return RawClient.open(port);
    }

    /** The number that the next event of a client carries; a name that is none is the client's next word. */
    String next(int client) {
        String packet = clients.get(client).read();
        String[] words = packet.split("[\\[\\],]", -1);
        return words[1].replace("\"", "") + (words.length > 3 && words[2].matches("\\d+") ? " " + words[2] : "");
    }

    @Override
    public void close() {
        clients.forEach(RawClient::close);
        io.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
