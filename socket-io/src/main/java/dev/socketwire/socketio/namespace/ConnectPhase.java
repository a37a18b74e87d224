package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.socketio.AsyncConnectMiddleware;
import dev.socketwire.socketio.Connection;
import dev.socketwire.socketio.ConnectionRefused;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.lane.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * From CONNECT to yes or no: the middlewares, one after the other, on the lane of the socket to be. Begins and ends on the
 * home loop; nothing is delivered in between.
 */
final class ConnectPhase implements Member, Connection {
    private final ClientConnection client;
    private final NamespaceState namespace;
    private final byte[] auth;
    private final String id;
    private final SocketData data = new SocketData();
    private final Lane lane;
    private final List<AsyncConnectMiddleware> middlewares;

    /** Guarded by itself. */
    private final List<String> rooms = new ArrayList<>(0);

    /** Guarded by the rooms. */
    private boolean settled;

    /** Written on the home loop. */
    private volatile boolean over;

    ConnectPhase(ClientConnection client, NamespaceState namespace, byte[] auth) {
        this.client = client;
        this.namespace = namespace;
        this.auth = auth;
        this.id = client.wire().socketId(namespace.name());
        this.middlewares = namespace.middlewares();
        this.lane = client.lanes().take(namespace.name());
    }

    /** Begins with the first middleware. */
    void begin() {
        next(0);
    }

    @Override
    public NamespaceState space() {
        return namespace;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public void close(DisconnectReason reason, Optional<String> details) {
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
            if (settled) {
                throw new IllegalStateException("the connection is decided: it is the socket that joins now");
            }
            for (String name : names) {
                SocketRooms.check(name, rooms.size());
                rooms.add(name);
            }
        }
    }

    /** Goes on with a middleware, or ends well; nobody is asked about a client that is gone. On the home loop. */
    private void next(int index) {
        if (over) {
            client.asked();
        } else if (index == middlewares.size()) {
            client.asked();
            accepted();
        } else {
            lane.run(() -> ask(index), auth.length);
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
        over = true;
        SocketState socket = new SocketState(client, namespace, new SocketState.Birth(id, auth, data, lane));
        client.connected(socket);
        synchronized (rooms) {
            settled = true;
        }
        socket.enter(rooms);
    }

    private void refuse(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (!(cause instanceof ConnectionRefused)) {
            client.context().tell(id, "connection", cause);
        }
        client.onHome(() -> {
            client.asked();
            if (over) {
                return;
            }
            over = true;
            client.dismiss(this);
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
}
