package dev.socketwire.socketio.netty;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.netty.EngineServer;
import dev.socketwire.engineio.netty.FrontRoute;
import dev.socketwire.engineio.netty.IoKind;
import dev.socketwire.socketio.AsyncNamespaceRule;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.EngineConnection;
import dev.socketwire.socketio.ErrorHook;
import dev.socketwire.socketio.Handlers;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.ParentNamespace;
import dev.socketwire.socketio.ServerStats;
import dev.socketwire.socketio.bundle.BundleVersion;
import dev.socketwire.socketio.bundle.ClientBundle;
import dev.socketwire.socketio.codec.JsonCodec;
import dev.socketwire.socketio.codec.JsonLimits;
import dev.socketwire.socketio.lane.Lanes;
import dev.socketwire.socketio.namespace.NamespaceState;
import dev.socketwire.socketio.namespace.Namespaces;
import dev.socketwire.socketio.namespace.ServerContext;
import dev.socketwire.socketio.spi.AdapterFactory;
import dev.socketwire.socketio.spi.Parser;
import io.netty.channel.ChannelHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** All parts of one server, put together from the options of its layers. Any thread. */
public final class ServerAssembly {
    /**
     * What the builder of a server collected.
     *
     * @param engine the options of the engine, its path included
     * @param tls for a port of its own
     * @param io which kind of event loops
     * @param client the version of the client whose files are handed out; empty: none are
     */
    public record Options(
            EngineOptions engine,
            Optional<TlsMaterial> tls,
            IoKind io,
            Optional<BundleVersion> client,
            Handlers handlers,
            Duration connectTimeout,
            Duration attachmentTimeout,
            JsonMapper mapper,
            Optional<Parser> parser,
            int maxAuthBytes,
            Optional<AdapterFactory> adapter,
            Children children,
            Optional<ConnectionStateRecovery> recovery,
            ErrorHook errorHook) {}

    /**
     * What becomes of namespaces that clients ask for.
     *
     * @param cleanup whether one is removed when the last client has left it
     * @param most how many there may be at a time
     */
    public record Children(boolean cleanup, int most) {}

    private final Namespaces namespaces;
    private final EngineServer engine;
    private final Lanes lanes;
    private final Optional<TlsMaterial> tls;

    /** Guarded by this. From the start to the end of a server with PEM files. */
    private @Nullable PemWatch watch;

    /** Guarded by this. Set once, by whoever closes first. */
    private @Nullable CompletableFuture<Void> closed;

    /** Puts a server together; it does not listen yet. */
    public ServerAssembly(Options options) {
        lanes = options.handlers.isInline()
                ? Lanes.inline()
                : Lanes.ordered(options.handlers.executor(), options.handlers.inbox());
        JsonCodec json = JsonCodec.of(options.mapper, JsonLimits.forMessagesOf(options.engine.maxHttpBufferSize()));
        namespaces = new Namespaces(
                new ServerContext(
                        new ServerContext.Speech(json, options.parser, options.maxAuthBytes),
                        lanes,
                        new ServerContext.Patience(options.connectTimeout, options.attachmentTimeout, options.recovery),
                        options.adapter.orElse(NamespaceState.ALONE),
                        options.errorHook),
                new Namespaces.ChildRules(options.children.cleanup, options.children.most));
        engine = new EngineServer(
                options.engine,
                namespaces,
                new EngineServer.Setup(inFront(options), options.tls.map(material -> material), options.io));
        tls = options.tls;
    }

    /** The namespace of that name. */
    public NamespaceState namespace(String name) {
        return namespaces.of(name);
    }

    /** Adds a handler for new connections. */
    public void onConnection(Consumer<EngineConnection> handler) {
        namespaces.onConnection(handler);
    }

    /** A parent of the namespaces whose names match. */
    public ParentNamespace parent(Pattern pattern) {
        return namespaces.of(pattern);
    }

    /** A parent of the namespaces that a rule allows. */
    public ParentNamespace parent(AsyncNamespaceRule rule) {
        return namespaces.of(rule);
    }

    /** Has somebody told of new namespaces. */
    public void onNewNamespace(Consumer<Namespace> handler) {
        namespaces.onNew(handler);
    }

    /** Listens. */
    public synchronized void start(String host, int port) {
        engine.start(host, port);
        if (closed == null) {
            watch = tls.filter(TlsMaterial::isReloadable).map(PemWatch::new).orElse(null);
        }
    }

    /**
     * Reads the PEM files of TLS again.
     *
     * @throws IllegalStateException where there are none
     * @throws IllegalArgumentException where they cannot be used
     */
    public void reloadTls() {
        tls.orElseThrow(() -> new IllegalStateException("TLS is not served")).reload();
    }

    /** The bound port. */
    public int port() {
        return engine.port();
    }

    /** Open sessions. */
    public int sessionCount() {
        return engine.sessionCount();
    }

    /** What the server does and has done. */
    public ServerStats stats() {
        return new ServerStats(engine.stats(), namespaces.stats(), namespaces.refusals());
    }

    /** Whether the caller runs on an event loop of the server. */
    public boolean isOnLoop() {
        return engine.isOnLoop();
    }

    /** For the pipeline of somebody else. */
    public ChannelHandler channelHandler() {
        return engine.channelHandler();
    }

    /**
     * Ends everything; every call answers the same end.
     *
     * @param drain the most time for what clients have asked and what waits for them
     * @param limit how long connections may take to end
     */
    public CompletableFuture<Void> close(Duration drain, Duration limit) {
        CompletableFuture<Void> engineClosed = engine.close(drain, limit, namespaces::unfinished);
        synchronized (this) {
            if (watch != null) {
                watch.close();
                watch = null;
            }
            if (closed == null) {
                closed = engineClosed
                        .handle((nothing, failure) -> namespaces.stop(limit))
                        .thenCompose(stopping -> stopping)
                        .thenCompose(stopped -> engineClosed)
                        .whenComplete((nothing, failure) -> lanes.close());
            }
            return closed.copy();
        }
    }

    private static FrontRoute inFront(Options options) {
        return options.client
                .<FrontRoute>map(version ->
                        new BundleRoute(new ClientBundle(options.engine.path(), version), options.engine.cors()))
                .orElse(FrontRoute.NONE);
    }
}
