package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SessionAcceptor;
import dev.socketwire.engineio.session.SessionListener;
import dev.socketwire.socketio.AsyncNamespaceRule;
import dev.socketwire.socketio.EngineConnection;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.NamespaceStats;
import dev.socketwire.socketio.ParentNamespace;
import dev.socketwire.socketio.SocketRefusal;
import io.netty.buffer.ByteBufUtil;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The namespaces of one server by name, and the door for new sessions. Any thread. */
public final class Namespaces implements SessionAcceptor {
    /** As long as a packet can name it. */
    private static final int MAX_BYTES = 256;

    /**
     * What becomes of namespaces that clients ask for.
     *
     * @param cleanup whether one is removed when the last client has left it
     * @param most how many there may be at a time
     */
    public record ChildRules(boolean cleanup, int most) {}

    private final ServerContext context;
    private final Map<String, NamespaceState> byName = new ConcurrentHashMap<>();
    private final List<Consumer<Namespace>> newNamespace = new CopyOnWriteArrayList<>();
    private final Children children;
    private final NamespaceState root;

    /** Of the program, for new connections. */
    private final List<Consumer<EngineConnection>> handlers = new CopyOnWriteArrayList<>();

    /** The namespaces of a server: {@code /} at first. */
    public Namespaces(ServerContext context, ChildRules rules) {
        this.context = context;
        children = new Children(context, rules, byName, this::announce);
        root = new NamespaceState("/", context, null);
        byName.put("/", root);
        root.adapter();
        root.announced().complete(null);
    }

    /**
     * The namespace of that name; a leading slash is added where it is missing. Where there is none it is made, by the first
     * parent whose pattern fits, or else as one that stays.
     *
     * @throws IllegalArgumentException where it is longer than a packet can name it, or has a comma or a question mark
     */
    public NamespaceState of(String name) {
        String path = name.startsWith("/") ? name : "/" + name;
        int bytes = ByteBufUtil.utf8Bytes(path);
        if (path.indexOf(',') >= 0 || path.indexOf('?') >= 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("namespace \"" + path + "\" of " + bytes + " bytes must have at most "
                    + MAX_BYTES + ", no comma and no question mark");
        }
        NamespaceState known = byName.get(path);
        if (known != null) {
            return known;
        }
        ParentState parent = children.named(path);
        if (parent != null) {
            return children.get(path, parent);
        }
        NamespaceState made = new NamespaceState(path, context, null);
        known = byName.putIfAbsent(path, made);
        if (known != null) {
            return known;
        }
        try {
            made.adapter();
        } catch (RuntimeException | Error e) {
            byName.remove(path, made);
            made.announced().completeExceptionally(e);
            throw e;
        }
        announce(made);
        return made;
    }

    /** A parent of namespaces whose names match a pattern as a whole. */
    public ParentNamespace of(Pattern pattern) {
        return children.parent(
                Optional.of(pattern),
                request -> CompletableFuture.completedFuture(
                        pattern.matcher(request.namespace()).matches()));
    }

    /** A parent of the namespaces that a rule allows. */
    public ParentNamespace of(AsyncNamespaceRule rule) {
        return children.parent(Optional.empty(), rule);
    }

    /** Has somebody told of each namespace that is made from now on, before any client is in it. */
    public void onNew(Consumer<Namespace> handler) {
        newNamespace.add(handler);
    }

    /**
     * What clients have sent up to now: says, whenever it is asked, whether listeners still have to do with it, or an answer is
     * promised that is not there yet, that to a CONNECT included.
     */
    public BooleanSupplier unfinished() {
        return new Unfinished(byName.values(), context.promises);
    }

    /**
     * The server closes: completes when every adapter has ended.
     *
     * @param limit the most time for that, behind the time that stores have for the last sockets
     */
    public CompletableFuture<Void> stop(Duration limit) {
        CompletableFuture<Void> all = CompletableFuture.allOf(
                byName.values().stream().map(NamespaceState::stop).toArray(CompletableFuture<?>[]::new));
        Duration most = limit.plus(StoreRecovery.PATIENCE);
        CompletableFuture<Void> stopped = all.thenCompose(nothing -> children.stopped());
        TimeLimit.set(stopped, most, () -> stopped.complete(null));
        return stopped;
    }

    /** Adds a handler for new connections, whatever their namespaces. */
    public void onConnection(Consumer<EngineConnection> handler) {
        handlers.add(handler);
    }

    /** The namespace {@code /}. */
    public NamespaceState root() {
        return root;
    }

    /** What each of them does and has done. */
    public Map<String, NamespaceStats> stats() {
        Map<String, NamespaceStats> stats = new HashMap<>();
        byName.forEach((name, namespace) -> stats.put(name, namespace.stats()));
        return stats;
    }

    /** What clients were refused. */
    public Map<SocketRefusal, Long> refusals() {
        return context.refusals.counts();
    }

    /** Whether there is a namespace of that name, or may be one. */
    boolean mayHave(String name) {
        return byName.containsKey(name) || (!children.parents().isEmpty() && name.indexOf('?') < 0);
    }

    /** The namespace of that name, entered by a client; null where there is none, or one that is being removed. */
    @Nullable
    NamespaceState enter(String name) {
        NamespaceState known = name.equals("/") ? root : byName.get(name);
        return known != null && known.enter() ? known : null;
    }

    Children children() {
        return children;
    }

    @Override
    public SessionListener accept(Session session) {
        ClientConnection client = new ClientConnection(session, this, context);
        for (Consumer<EngineConnection> handler : handlers) {
            try {
                handler.accept(client.view());
            } catch (RuntimeException | Error e) {
                context.tell("", "connection", e);
            }
        }
        client.begin();
        return client;
    }

    private void announce(NamespaceState made) {
        try {
            for (Consumer<Namespace> handler : newNamespace) {
                tell(handler, made);
            }
        } finally {
            made.announced().complete(null);
        }
    }

    private void tell(Consumer<Namespace> handler, NamespaceState made) {
        try {
            handler.accept(made);
        } catch (RuntimeException | Error e) {
            context.tell("", "new_namespace", e);
        }
    }
}
