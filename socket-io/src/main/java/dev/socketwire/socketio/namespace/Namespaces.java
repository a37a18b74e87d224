package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SessionAcceptor;
import dev.socketwire.engineio.session.SessionListener;
import dev.socketwire.socketio.EngineConnection;
import dev.socketwire.socketio.NamespaceStats;
import io.netty.buffer.ByteBufUtil;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The namespaces of one server by name, and the door for new sessions. Any thread. */
public final class Namespaces implements SessionAcceptor {
    /** As long as a packet can name it. */
    private static final int MAX_BYTES = 256;

    private final ServerContext context;
    private final Map<String, NamespaceState> byName = new ConcurrentHashMap<>();
    private final NamespaceState root;

    /** Of the program, for new connections. */
    private final List<Consumer<EngineConnection>> handlers = new CopyOnWriteArrayList<>();

    /** The namespaces of a server: {@code /} at first. */
    public Namespaces(ServerContext context) {
        this.context = context;
        root = of("/");
    }

    /** The namespace of that name, made where there is none; a leading slash is added where it is missing. */
    public NamespaceState of(String name) {
        String path = name.startsWith("/") ? name : "/" + name;
        int bytes = ByteBufUtil.utf8Bytes(path);
        if (path.indexOf(',') >= 0 || path.indexOf('?') >= 0 || bytes > MAX_BYTES) {
            throw new IllegalArgumentException("namespace of " + bytes + " bytes must have at most " + MAX_BYTES
                    + ", no comma and no question mark");
        }
        NamespaceState namespace = byName.computeIfAbsent(path, key -> new NamespaceState(key, context));
        namespace.adapter();
        return namespace;
    }

    /** The server closes: completes when every adapter has ended. */
    public CompletableFuture<Void> stop() {
        return CompletableFuture.allOf(
                byName.values().stream().map(NamespaceState::stop).toArray(CompletableFuture<?>[]::new));
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

    @Nullable
    NamespaceState find(String name) {
        return name.equals("/") ? root : byName.get(name);
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
}
