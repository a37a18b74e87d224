package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SessionAcceptor;
import dev.socketwire.engineio.session.SessionListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The namespaces of one server by name, and the door for new sessions. Any thread. */
public final class Namespaces implements SessionAcceptor {
    private final ServerContext context;
    private final Map<String, NamespaceState> byName = new ConcurrentHashMap<>();
    private final NamespaceState root;

    /** The namespaces of a server: {@code /} at first. */
    public Namespaces(ServerContext context) {
        this.context = context;
        root = of("/");
    }

    /** The namespace of that name, made where there is none; a leading slash is added where it is missing. */
    public NamespaceState of(String name) {
        String path = name.startsWith("/") ? name : "/" + name;
        if (path.indexOf(',') >= 0 || path.length() > 256) {
            throw new IllegalArgumentException(
                    "namespace of " + path.length() + " characters must have at most 256 and no comma");
        }
        return byName.computeIfAbsent(path, key -> new NamespaceState(key, context));
    }

    /** The namespace {@code /}. */
    public NamespaceState root() {
        return root;
    }

    @Nullable
    NamespaceState find(String name) {
        return name.equals("/") ? root : byName.get(name);
    }

    @Override
    public SessionListener accept(Session session) {
        ClientConnection client = new ClientConnection(session, this, context);
        client.begin();
        return client;
    }
}
