package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SessionAcceptor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions on channels: on a port of their own or in the pipeline of somebody else. Any thread. */
public final class EngineServer {
    private static final Logger log = LoggerFactory.getLogger(EngineServer.class);

    private static final Duration ROUND = Duration.ofMillis(10);

    /** So many sessions end at a time: their clients come back somewhere else, and not all at once. */
    private static final int BATCH = 500;

    private final EngineParts parts;
    private final Setup setup;
    private final @Nullable TlsDoor tls;
    private final AtomicBoolean closeBegun = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /** Open once nothing is to be waited for but the end of connections. */
    private final CountDownLatch hurry = new CountDownLatch(1);

    private @Nullable Loops loops;
    private @Nullable Channel server;

    /**
     * What the layer above adds.
     *
     * @param inFront looks at every request below the path before the engine does
     * @param tls for {@code https} and {@code wss}, asked for each new connection; empty: plain
     * @param io which kind of event loops
     */
    public record Setup(FrontRoute inFront, Optional<Supplier<SslContext>> tls, IoKind io) {}

    /** A server that does not listen yet. */
    public EngineServer(EngineOptions options, SessionAcceptor acceptor, Setup setup) {
        this.parts = new EngineParts(options, acceptor, setup.inFront);
        this.setup = setup;
        this.tls = setup.tls
                .map(contexts -> new TlsDoor(contexts, options.limits(), parts.refusals))
                .orElse(null);
    }

    /**
     * Listens on a port of its own; 0 picks one.
     *
     * @throws UncheckedIOException where the port cannot be bound
     * @throws IllegalStateException where the server was started before
     */
    public synchronized void start(String host, int port) {
        if (loops != null) {
            throw new IllegalStateException("server was started before");
        }
        if (closeBegun.get()) {
            throw new IllegalStateException("server is closed");
        }
        Loops own = Loops.of(setup.io);
        loops = own;
        ChannelFuture bound = new ServerBootstrap()
                .group(own.group())
                .channelFactory(own.serverChannels())
                .option(ChannelOption.SO_BACKLOG, 4096)
                .option(ChannelOption.SO_REUSEADDR, true)
                .handler(new AcceptPause())
                .childOption(ChannelOption.TCP_NODELAY, true)
                // It keeps nothing of a channel itself: one for all, not one for each.
                .childOption(ChannelOption.RECVBUF_ALLOCATOR, new AdaptiveRecvByteBufAllocator())
                .childHandler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        initialize(channel);
                    }
                })
                .bind(new InetSocketAddress(host, port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            own.stop();
            loops = null;
            throw new UncheckedIOException(new IOException("cannot listen on " + host + ":" + port, bound.cause()));
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

    /**
     * Handlers for the pipeline of somebody else, behind an {@code HttpServerCodec}; a new one for each channel. Requests for
     * others go on to the next handler, one at a time: what comes behind one waits until the last content of its answer is
     * written.
     */
    public ChannelHandler channelHandler() {
        return new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                ChannelPipeline pipeline = channel.pipeline();
                String name = null;
                for (Map.Entry<String, ChannelHandler> entry : pipeline) {
                    if (entry.getValue() == this) {
                        name = entry.getKey();
                    }
                }
                if (name == null) {
                    throw new IllegalStateException("not in the pipeline");
                }
                pipeline.addBefore(name, null, new EngineChannelHandler(parts, true));
            }
        };
    }

    /** Whether the caller runs on one of the server's own loops. */
    public synchronized boolean isOnLoop() {
        return loops != null && loops.isCurrent();
    }

    /** Open sessions. */
    public int sessionCount() {
        return parts.directory.size();
    }

    /** What the sessions do and have done. */
    public EngineStats stats() {
        return parts.stats();
    }

    /**
     * Closes. First the server drains: new sessions are refused with 503, those that are open go on until nothing waits for
     * their clients any more. Then every session ends with "server shutting down", some after the others; idle connections end
     * at once, others with their answer or their closing handshake, after the limit all of them; the server's own loops last.
     *
     * @param drain the most time to drain; zero: not at all. A later call does not begin anew, it can only end the draining
     * @param unfinished asked when the draining begins; what it gives is asked again and again, whether the layer above still has
     *     something to send
     * @return the same for every call
     */
    public CompletableFuture<Void> close(Duration drain, Duration limit, Supplier<BooleanSupplier> unfinished) {
        if (drain.isZero()) {
            hurry.countDown();
        }
        if (closeBegun.compareAndSet(false, true)) {
            parts.drain();
            new Thread(
                            () -> {
                                try {
                                    drain(drain, unfinished);
                                    closeAndWait(limit);
                                } finally {
                                    closed.complete(null);
                                }
                            },
                            "socketwire-close")
                    .start();
        }
        return closed.copy();
    }

    /** As {@link #close(Duration, Duration, Supplier)}, where the layer above has nothing more to send. */
    public CompletableFuture<Void> close(Duration drain, Duration limit) {
        return close(drain, limit, () -> () -> false);
    }

    /** As {@link #close(Duration, Duration)}, without draining. */
    public CompletableFuture<Void> close(Duration limit) {
        return close(Duration.ZERO, limit);
    }

    private void drain(Duration most, Supplier<BooleanSupplier> above) {
        long rounds = most.dividedBy(ROUND);
        if (rounds == 0) {
            return;
        }
        BooleanSupplier unfinished = above.get();
        boolean quiet = false;
        for (long i = 0; i < rounds && hurry.getCount() > 0; i++) {
            boolean waits = unfinished.getAsBoolean() || parts.stats().queuedPackets() > 0;
            if (!waits && quiet) {
                return;
            }
            // What has just been finished may still be on its way to a queue: a second look is needed.
            quiet = !waits;
            pause();
        }
    }

    private void closeAndWait(Duration limit) {
        Channel listening;
        Loops own;
        synchronized (this) {
            listening = server;
            own = loops;
        }
        parts.endConnections();
        ChannelFuture unbound = listening == null ? null : listening.close();
        Set<Session> told = new HashSet<>();
        shutDownAll(told);
        if (unbound != null && own != null && unbound.awaitUninterruptibly(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            // What was accepted before is on its way to its loop: from here on it is there, and ends with the others.
            own.turn(limit);
            shutDownAll(told);
        }
        List<ChannelGroup> connections = List.of(parts.admission.inside(), parts.guests);
        for (ChannelGroup group : connections) {
            group.forEach(channel -> channel.pipeline().fireUserEventTriggered(EngineChannelHandler.Closing.SERVER));
        }
        for (ChannelGroup group : connections) {
            group.newCloseFuture().awaitUninterruptibly(limit.toMillis(), TimeUnit.MILLISECONDS);
            group.close().awaitUninterruptibly(limit.toMillis(), TimeUnit.MILLISECONDS);
        }
        if (own != null) {
            own.stop();
        }
    }

    /** Whoever was not told before: a loop that is busy delays nobody of another one. */
    private void shutDownAll(Set<Session> told) {
        for (Session session : parts.directory.all()) {
            if (told.add(session)) {
                shutDown(session);
                if (told.size() % BATCH == 0) {
                    pause();
                }
            }
        }
    }

    /** A moment, or none where somebody cannot wait. */
    private void pause() {
        try {
            if (hurry.await(ROUND.toMillis(), TimeUnit.MILLISECONDS)) {
                log.trace("closing without pause");
            }
        } catch (InterruptedException e) {
            // Nobody else has this thread.
            hurry.countDown();
        }
    }

    private static void shutDown(Session session) {
        try {
            session.home().execute(() -> session.closeNow(DisconnectReason.SERVER_SHUTTING_DOWN));
        } catch (RejectedExecutionException e) {
            log.debug("the loop of a session has stopped before: {}", e.toString());
        }
    }

    private void initialize(Channel channel) {
        if (!parts.admission.admit(channel)) {
            channel.close();
            return;
        }
        if (tls == null) {
            speakHttp(channel.pipeline());
        } else if (!tls.enter(channel, this::speakHttp)) {
            channel.close();
        }
    }

    private void speakHttp(ChannelPipeline pipeline) {
        EngineLimits limits = parts.options.limits();
        pipeline.addLast(new RequestCodec(new HttpDecoderConfig()
                .setMaxInitialLineLength(limits.requestLineBytes())
                .setMaxHeaderSize(limits.headerBytes())
                .setStrictLineParsing(true)));
        pipeline.addLast(new EngineChannelHandler(parts, false));
    }
}
