package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.AsyncConnectMiddleware;
import dev.socketwire.socketio.Connection;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.NamespaceRequest;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.lane.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * From CONNECT to yes or no: the middlewares, one after the other, on the lane of the socket to be. Begins and ends on the
 * home loop; nothing is delivered in between. Where there is no such namespace yet, its parents are asked first.
 */
final class ConnectPhase implements Member, Connection, NamespaceRequest {
    private final ClientConnection client;
    private final String path;
    private final byte[] auth;

    // Set before anybody is asked; anew where the client has missed too much, before all are asked again.
    private String id;
    private SocketData data = new SocketData();
    private Recovery.@Nullable Back back;

    private final Lane lane;

    /** The namespace, entered; null until it is found, and when it has been left. Home loop only. */
    private @Nullable NamespaceState namespace;

    /** Set once the namespace is found. */
    private List<AsyncConnectMiddleware> middlewares = List.of();

    /** Guarded by itself. */
    private final List<String> rooms = new ArrayList<>(0);

    /** Guarded by the rooms. */
    private boolean settled;

    /** Written on the home loop. */
    private volatile boolean over;

    /** Why the client went, where it did. Home loop only. */
    private DisconnectReason ended = DisconnectReason.TRANSPORT_CLOSE;

    /** The promise of an answer: a server that drains waits for it. Null when it is given. Home loop only. */
    private @Nullable Runnable promise;

    ConnectPhase(ClientConnection client, String path, byte[] auth) {
        this.client = client;
        this.path = path;
        this.auth = auth;
        this.id = client.wire().socketId(path);
        this.lane = client.lane(path);
        this.promise = client.context().promises.made();
    }

    /** Begins with the first middleware, or by asking who makes such a namespace. */
    void begin() {
        NamespaceState known = client.namespaces().enter(path);
        if (known != null) {
            found(known);
            return;
        }
        Children children = client.namespaces().children();
        new ParentQuest(client.context(), children.parents(), this, task -> lane.run(task, auth.length), () -> over)
                .begin(parent -> make(children, parent));
    }

    /** On the lane: those who are told of a new namespace are the program's. */
    private void make(Children children, @Nullable ParentState parent) {
        if (parent == null || over) {
            client.onHome(() -> end(SocketRefusal.INVALID_NAMESPACE, "Invalid namespace", null));
            return;
        }
        NamespaceState child;
        try {
            child = children.enter(path, parent);
        } catch (RuntimeException | Error e) {
            // No adapter, say, since its broker is away.
            client.context().tell(id, "adapter", e);
            client.onHome(this::notServed);
            return;
        }
        if (child == null) {
            client.onHome(() -> end(SocketRefusal.CHILD_NAMESPACES, "Too many namespaces", null));
        } else {
            client.onHome(() -> found(child));
        }
    }

    private void found(NamespaceState entered) {
        if (over) {
            entered.leave();
            client.asked();
            return;
        }
        namespace = entered;
        entered.announced()
                .whenComplete((nothing, failure) -> client.onHome(() -> {
                    if (failure == null) {
                        meet(entered);
                    } else {
                        notServed();
                    }
                }));
    }

    private void notServed() {
        end(SocketRefusal.CONNECTION_REFUSED, "connection refused", null);
    }

    private void meet(NamespaceState entered) {
        middlewares = entered.middlewares();
        Recovery recovery = entered.recovery();
        if (recovery == null || client.wire().isOld()) {
            next(0);
        } else {
            recovery.ask(client, auth, kept -> resume(recovery, kept));
        }
    }

    /** Goes on with what was kept of the client, or null where nothing was. On the home loop. */
    private void resume(Recovery recovery, Recovery.@Nullable Back kept) {
        if (kept == null) {
            next(0);
            return;
        }
        if (over) {
            kept.giveUp(ended);
            next(0);
            return;
        }
        back = kept;
        id = kept.id();
        data = kept.data();
        next(recovery.skipsMiddlewares() ? middlewares.size() : 0);
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void close(DisconnectReason reason, Optional<String> details) {
        over = true;
        ended = reason;
        giveUp(reason);
        leave();
        answered(Runnable::run);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return path;
    }

    @Override
    public HandshakeInfo handshake() {
        return client.session().handshake();
    }

    @Override
    public <T> T auth(Class<T> type) {
        return client.context().auth(auth, type);
    }

    @Override
    public <T> T auth(TypeReference<T> type) {
        return client.context().auth(auth, type.getType());
    }

    @Override
    public SocketData data() {
        return data;
    }

    @Override
    public void join(String... names) {
        synchronized (rooms) {
            if (settled) {
                throw new IllegalStateException("the connection is decided: it is the socket that joins now");
            }
            for (String name : names) {
                SocketRooms.check(client.context(), name, rooms.size());
                rooms.add(name);
            }
        }
    }

    /** Goes on with a middleware, or ends well; nobody is asked about a client that is gone. On the home loop. */
    private void next(int index) {
        if (over) {
            client.asked();
        } else if (index == middlewares.size() && back != null) {
            back.fetch(this::fetched);
        } else if (index == middlewares.size()) {
            client.asked();
            accepted();
        } else {
            lane.run(() -> ask(index), auth.length);
        }
    }

    /** All that the client has missed is there; or it is not, and it begins anew. On the home loop. */
    private void fetched(boolean all) {
        if (over || all) {
            client.asked();
        }
        if (over) {
            return;
        }
        if (all) {
            accepted();
        } else {
            client.context().refusals.count(SocketRefusal.RECOVERY_REFUSED);
            giveUp(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
            id = client.wire().socketId(path);
            data = new SocketData();
            synchronized (rooms) {
                // Joined by what was known of another socket.
                rooms.clear();
            }
            next(0);
        }
    }

    /** On the lane. */
    private void ask(int index) {
        if (over) {
            client.onHome(() -> next(index));
            return;
        }
        CompletionStage<?> answer;
        try {
            answer = Objects.requireNonNull(middlewares.get(index).connect(this), "middleware answered no stage");
        } catch (Exception | Error e) {
            refuse(e);
            return;
        }
        answer.whenComplete((nothing, failure) -> {
            if (failure != null) {
                refuse(failure);
            } else {
                client.onHome(() -> next(index + 1));
            }
        });
    }

    private void accepted() {
        NamespaceState entered = Objects.requireNonNull(namespace);
        over = true;
        // It is the socket that leaves it now.
        namespace = null;
        SocketState socket = new SocketState(client, entered, new SocketState.Birth(id, auth, data, lane));
        client.connected(socket);
        synchronized (rooms) {
            settled = true;
            if (back != null) {
                rooms.addAll(back.rooms());
            }
        }
        socket.enter(rooms, back);
        // Behind those who are told of the socket: how they greet it belongs to the answer.
        answered(lane::run);
    }

    private void refuse(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ConnectionRefused)) {
            client.context().tell(id, "connection", cause);
        }
        client.onHome(() -> {
            if (cause instanceof ConnectionRefused refused) {
                end(
                        SocketRefusal.CONNECTION_REFUSED,
                        String.valueOf(refused.getMessage()),
                        refused.data().orElse(null));
            } else {
                notServed();
            }
        });
    }

    /** The client is not let in. On the home loop. */
    private void end(SocketRefusal kind, String message, @Nullable Object reason) {
        client.asked();
        if (over) {
            return;
        }
        client.context().refusals.count(kind);
        over = true;
        giveUp(DisconnectReason.SERVER_NAMESPACE_DISCONNECT);
        leave();
        client.dismiss(this);
        client.refuse(path, message, reason);
        answered(Runnable::run);
    }

    /** Nobody needs to wait for an answer, from that turn on. On the home loop. */
    private void answered(Executor turn) {
        Runnable known = promise;
        if (known != null) {
            promise = null;
            turn.execute(known);
        }
    }

    /** What it came back for is not its own, now and not later: it may be here again before a middleware has said anything. */
    private void giveUp(DisconnectReason reason) {
        Recovery.Back known = back;
        if (known != null) {
            back = null;
            known.giveUp(reason);
        }
    }

    private void leave() {
        NamespaceState entered = namespace;
        if (entered != null) {
            namespace = null;
            entered.leave();
        }
    }
}
