package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.Sids;
import dev.socketwire.socketio.AsyncConnectMiddleware;
import dev.socketwire.socketio.Connection;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.lane.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * From CONNECT to yes or no: the middlewares, one after the other, on the lane of the socket to be. Begins and ends on the
 * home loop; nothing is delivered in between.
 */
final class ConnectPhase implements Member, Connection {
    private final ClientConnection client;
    private final NamespaceState namespace;
    private final byte[] auth;
    private final String id = Sids.next();
    private final SocketData data = new SocketData();
    private final Lane lane;
    private final List<AsyncConnectMiddleware> middlewares;

    /** Guarded by itself. */
    private final List<String> rooms = new ArrayList<>(0);

    // Home loop only.
    private boolean over;

    ConnectPhase(ClientConnection client, NamespaceState namespace, byte[] auth) {
        this.client = client;
        this.namespace = namespace;
        this.auth = auth;
        this.middlewares = namespace.middlewares();
        Scheduler home = client.session().home();
        this.lane = client.context().lanes.lane(() -> home.execute(client::regulate));
    }

    void begin() {
        if (middlewares.isEmpty()) {
            accepted();
        } else {
            lane.run(() -> ask(0));
        }
    }

    @Override
    public NamespaceState space() {
        return namespace;
    }

    @Override
    public void close(DisconnectReason reason) {
        over = true;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public String namespace() {
        return namespace.name();
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
    public SocketData data() {
        return data;
    }

    @Override
    public void join(String... names) {
        synchronized (rooms) {
            rooms.addAll(List.of(names));
        }
    }

    /** On the lane. */
    private void ask(int index) {
        if (index == middlewares.size()) {
            onHome(this::accepted);
            return;
        }
        CompletionStage<?> answer;
        try {
            answer = middlewares.get(index).connect(this);
        } catch (Exception | Error e) {
            refuse(e);
            return;
        }
        // A middleware may complete its stage but once, and yet say so twice.
        AtomicBoolean answered = new AtomicBoolean();
        answer.whenComplete((nothing, failure) -> {
            if (!answered.compareAndSet(false, true)) {
                return;
            }
            if (failure != null) {
                refuse(failure);
            } else {
                lane.run(() -> ask(index + 1));
            }
        });
    }

    private void accepted() {
        if (over || !client.session().isOpen()) {
            return;
        }
        over = true;
        SocketState socket = new SocketState(client, namespace, new SocketState.Birth(id, auth, data, lane));
        client.connected(socket);
        synchronized (rooms) {
            socket.enter(rooms);
        }
    }

    private void refuse(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ConnectionRefused)) {
            client.context().tell(id, "connection", cause);
        }
        onHome(() -> {
            if (over) {
                return;
            }
            over = true;
            client.leave(this);
            if (cause instanceof ConnectionRefused refused) {
                client.refuse(
                        namespace.name(),
                        String.valueOf(refused.getMessage()),
                        refused.data().orElse(null));
            } else {
                client.refuse(namespace.name(), "connection refused", null);
            }
        });
    }

    private void onHome(Runnable task) {
        Scheduler home = client.session().home();
        if (home.inLoop()) {
            task.run();
        } else {
            home.execute(task);
        }
    }
}
