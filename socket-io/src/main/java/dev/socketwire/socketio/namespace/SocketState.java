package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.SendOptions;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Traffic;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.Emitter;
import dev.socketwire.socketio.EngineConnection;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.codec.Encoded;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.lane.Lane;
import dev.socketwire.socketio.spi.Target;
import io.netty.buffer.ByteBuf;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * One client in one namespace: its life. Rooms stand in {@link SocketRooms}, listeners in {@link ListeningSocket}, answers
 * in {@link AckTable}. What the program calls may come from any thread; the rest is on the home loop.
 */
final class SocketState extends ListeningSocket implements Member {
    /** What a socket is born with. */
    record Birth(String id, byte[] auth, SocketData data, Lane lane) {}

    private final ClientConnection client;
    private final Session session;
    private final NamespaceState namespace;
    private final String id;
    private final byte[] auth;
    private final SocketData data;
    private final Lane lane;
    private final SocketRooms rooms = new SocketRooms(this);

    /** Most sockets are never asked anything: made with the first request. Guarded by the lock of the rooms. */
    private @Nullable AckTable acks;

    private final Traffic traffic;

    /** Written on the home loop. */
    private volatile boolean connected = true;

    /** The server has had enough: what waits in the lane is not listened to any more. Any thread sets it, once. */
    private volatile boolean dismissed;

    /** Where it stands among the members of its loop. */
    private int place;

    SocketState(ClientConnection client, NamespaceState namespace, Birth birth) {
        super(namespace.context());
        this.client = client;
        this.session = client.session();
        this.namespace = namespace;
        this.id = birth.id;
        this.auth = birth.auth;
        this.data = birth.data;
        this.lane = birth.lane;
        this.traffic = namespace.traffic().on(session.home());
    }

    /** The namespace has said yes: the client is told, then the program. */
    void enter(List<String> firstRooms) {
        namespace.add(this);
        join(firstRooms.toArray(String[]::new));
        client.wire().connected(namespace.wireName(), id());
        lane().run(
                        () -> namespace
                                .handlers()
                                .forEach(handler -> guarded("connection", () -> handler.accept(this))),
                        auth.length);
        regulate();
    }

    /** A packet for this socket; borrowed. */
    void onPacket(Packet packet) {
        traffic.in(packet.bytes());
        switch (packet.kind()) {
            case EVENT -> EventDispatch.hand(this, packet);
            case ACK -> acks().answered(packet);
            case DISCONNECT -> {
                client.leave(this);
                close(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, Optional.empty());
            }
            case CONNECT, CONNECT_ERROR -> throw new IllegalStateException("not for a socket: " + packet.kind());
        }
        regulate();
    }

    @Override
    public void close(DisconnectReason reason, Optional<String> details) {
        if (!connected) {
            return;
        }
        connected = false;
        namespace.remove(this, rooms.closed());
        acks().close();
        lane().run(() -> {
            closeGate();
            tell(ends().disconnecting(), "disconnecting", reason, details);
            rooms.forget();
            tell(ends().disconnected(), "disconnect", reason, details);
        });
    }

    /** Tells the client that this socket has ended, and ends it. */
    void disconnectHere() {
        if (!connected) {
            return;
        }
        dismissed = true;
        client.wire().disconnected(namespace.wireName());
        client.dismiss(this);
        close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, Optional.empty());
    }

    /** A packet of this client turned out to be none: what it sent behind is not heard. From whatever thread. */
    void malformed(PacketFormatException e) {
        dismissed = true;
        onHome(() -> client.malformed(e));
    }

    /** Sends an acknowledgement; taken. */
    void answer(Encoded encoded) {
        transmit(encoded, SendOptions.DEFAULT);
    }

    Session session() {
        return session;
    }

    /** Sends a message of a broadcast; borrowed. */
    void sendShared(SharedMessage message, SendOptions options) {
        traffic.out(message.bytes());
        client.wire().send(message, options);
    }

    @Override
    public Lane lane() {
        return lane;
    }

    AckTable acks() {
        synchronized (rooms) {
            if (acks == null) {
                acks = new AckTable();
            }
            return acks;
        }
    }

    boolean isDismissed() {
        return dismissed;
    }

    /** Its place among the members of its loop; theirs to keep. On the home loop. */
    int place() {
        return place;
    }

    void place(int index) {
        place = index;
    }

    boolean livesHere() {
        return session.home().inLoop();
    }

    boolean isIn(String room) {
        return room.equals(id) || rooms.contains(room);
    }

    @Override
    public String path() {
        return namespace.name();
    }

    NamespaceState space() {
        return namespace;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Namespace namespace() {
        return namespace;
    }

    @Override
    public boolean isConnected() {
        return connected && !dismissed;
    }

    @Override
    public HandshakeInfo handshake() {
        return session.handshake();
    }

    @Override
    public EngineConnection conn() {
        return client.view();
    }

    @Override
    public TransportName transport() {
        return session.transport();
    }

    @Override
    public boolean isWritable() {
        return isConnected() && session.isWritable();
    }

    @Override
    public <T> T auth(Class<T> type) {
        return namespace.context().auth(auth, type);
    }

    /** The {@code auth} that the client connected with. */
    byte[] authJson() {
        return auth;
    }

    @Override
    public <T> T auth(TypeReference<T> type) {
        return namespace.context().auth(auth, type.getType());
    }

    @Override
    public SocketData data() {
        return data;
    }

    @Override
    public Emitter dropIfBusy() {
        return emitter().dropIfBusy();
    }

    @Override
    public Emitter compress(boolean value) {
        return emitter().compress(value);
    }

    @Override
    public Emitter timeout(Duration limit) {
        return emitter().timeout(limit);
    }

    @Override
    public void emit(String event, Object... arguments) {
        emit(SendOptions.DEFAULT, event, arguments);
    }

    /** The plain way to send; made on demand, sockets are many. */
    private SocketEmitter emitter() {
        return new SocketEmitter(this, SendOptions.DEFAULT, null);
    }

    void emit(SendOptions options, String event, Object... arguments) {
        NamespaceState.checkName(event);
        if (connected) {
            tellOutgoing(event, arguments);
            transmit(namespace.context().event(namespace.wireName(), -1, event, arguments), options);
        }
    }

    @Override
    public <R> CompletableFuture<R> request(String event, Type type, Object... arguments) {
        return emitter().request(event, type, arguments);
    }

    @Override
    public Set<String> rooms() {
        return rooms.all(id);
    }

    @Override
    public void join(String... names) {
        for (String name : names) {
            rooms.join(name);
        }
    }

    @Override
    public void leave(String room) {
        rooms.leave(room);
    }

    @Override
    public Broadcast broadcast() {
        return new Choice(namespace, Target.EVERYBODY.except(id));
    }

    @Override
    public void disconnect(boolean close) {
        dismissed = true;
        onHome(() -> {
            if (connected && close) {
                client.disconnectAll();
            } else if (connected) {
                disconnectHere();
            }
        });
    }

    /** Sends a packet from whatever thread; taken. */
    void transmit(Encoded encoded, SendOptions options) {
        Scheduler home = session.home();
        if (home.inLoop()) {
            transmitHere(encoded, options);
            return;
        }
        try {
            home.execute(() -> transmitHere(encoded, options));
        } catch (RejectedExecutionException e) {
            // The loop has stopped, and this socket with it.
            release(encoded);
        }
    }

    @Override
    void onHome(Runnable task) {
        client.onHome(task);
    }

    @Override
    void regulateSoon() {
        onHome(client::regulate);
    }

    @Override
    SocketState self() {
        return this;
    }

    private void transmitHere(Encoded encoded, SendOptions options) {
        if (!connected) {
            release(encoded);
        } else {
            traffic.out(NamespaceTraffic.bytes(encoded));
            client.wire().send(encoded, options);
        }
    }

    private static void release(Encoded encoded) {
        encoded.text().release();
        encoded.binaries().forEach(ByteBuf::release);
    }

    @Override
    public boolean isFull() {
        return lane().isFull() || isGateFull();
    }

    private void regulate() {
        if (isFull()) {
            client.regulate();
        }
    }

    private void tell(
            List<BiConsumer<DisconnectReason, Optional<String>>> all,
            String what,
            DisconnectReason reason,
            Optional<String> details) {
        all.forEach(listener -> guarded(what, () -> listener.accept(reason, details)));
    }
}
