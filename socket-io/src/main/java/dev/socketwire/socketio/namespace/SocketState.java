package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.socketio.Broadcast;
import dev.socketwire.socketio.EngineConnection;
import dev.socketwire.socketio.Namespace;
import dev.socketwire.socketio.SocketData;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.lane.Lane;
import dev.socketwire.socketio.spi.Target;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * One client in one namespace: its life. Rooms stand in {@link SocketRooms}, listeners in {@link ListeningSocket}, what goes
 * to the client in {@link SendingSocket}, answers in {@link AckTable}. What the program calls may come from any thread; the rest is on the home loop.
 */
final class SocketState extends SendingSocket implements Member {
    /** What a socket is born with. */
    record Birth(String id, byte[] auth, SocketData data, Lane lane) {}

    private final String id;
    private final byte[] auth;
    private final SocketData data;
    private final Lane lane;
    private final SocketRooms rooms = new SocketRooms(this);

    /** Most sockets are never asked anything: made with the first request. Guarded by the lock of the rooms. */
    private @Nullable AckTable acks;

    /** Made with the first answer that is promised. Guarded by the lock of the rooms. */
    private @Nullable OwedAnswers owed;

    /** The server has had enough: what waits in the lane is not listened to any more. Any thread sets it, once. */
    private volatile boolean dismissed;

    /** Where it stands among the members of its loop. */
    private int place;

    SocketState(ClientConnection client, NamespaceState namespace, Birth birth) {
        super(client, namespace);
        this.id = birth.id;
        this.auth = birth.auth;
        this.data = birth.data;
        this.lane = birth.lane;
    }

    /**
     * The namespace has said yes: the client is told, then the program.
     *
     * @param back who it was before, or null
     */
    void enter(List<String> firstRooms, Recovery.@Nullable Back back) {
        namespace.add(this);
        firstRooms.forEach(room -> guarded("rooms", () -> rooms.begin(room)));
        if (!isOpen()) {
            // Somebody who is told of rooms has ended it: it has no seat, and what was kept of it stays kept.
            if (back != null) {
                back.giveUp(DisconnectReason.TRANSPORT_CLOSE);
            }
            return;
        }
        tellConnected(back);
        if (!isOpen()) {
            // It has missed more than may wait for a client.
            return;
        }
        lane().run(
                        () -> namespace
                                .handlers()
                                .forEach(handler -> guarded("connection", () -> handler.accept(this))),
                        auth.length);
        regulate();
    }

    /** A packet for this socket; borrowed. */
    void onPacket(Packet packet) {
        received(packet.bytes());
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
        if (!isOpen()) {
            return;
        }
        stopSending();
        Set<String> left = rooms.closed();
        namespace.remove(this, left);
        keep(left, reason);
        acks().close();
        owed().end();
        lane().run(() -> {
            closeGate();
            tell(ends().disconnecting(), "disconnecting", reason, details);
            rooms.forget();
            tell(ends().disconnected(), "disconnect", reason, details);
        });
    }

    /** Tells the client that this socket has ended, and ends it. */
    void disconnectHere() {
        if (!isOpen()) {
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

    @Override
    public Lane lane() {
        return lane;
    }

    AckTable acks() {
        synchronized (rooms) {
            if (acks == null) {
                acks = new AckTable(namespace.context().refusals);
            }
            return acks;
        }
    }

    /** What a server that drains waits for. */
    OwedAnswers owed() {
        synchronized (rooms) {
            if (owed == null) {
                owed = new OwedAnswers(namespace.context().promises);
            }
            return owed;
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
        return isOpen() && !dismissed;
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
    public Set<String> rooms() {
        return rooms.all(id);
    }

    @Override
    public void join(String... names) {
        if (names.length == 1) {
            rooms.join(names[0]);
            return;
        }
        try {
            join(List.of(names), new RoomBatch());
        } finally {
            namespace.rooms().tell();
        }
    }

    /** Joins rooms as part of a call that concerns many; those who listen to rooms are told by the caller. */
    void join(List<String> names, RoomBatch batch) {
        names.forEach(name -> rooms.join(name, batch));
    }

    /** Leaves rooms as part of a call that concerns many; as {@link #join(List, RoomBatch)}. */
    void leave(List<String> names, RoomBatch batch) {
        names.forEach(name -> rooms.leave(name, batch));
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
        dismiss();
        inTurn(() -> disconnectNow(close));
    }

    /** It is not found any more, and what waits in its lane is not listened to: the first half of a disconnect. */
    void dismiss() {
        dismissed = true;
    }

    /** The second half of a disconnect. On the home loop. */
    void disconnectNow(boolean close) {
        if (isOpen() && close) {
            client.disconnectAll();
        } else if (isOpen()) {
            disconnectHere();
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

    @Override
    public boolean isFull() {
        return lane().isFull() || isGateFull();
    }

    private void regulate() {
        if (isFull()) {
            client.regulate();
        }
    }

    /** For logs. */
    @Override
    public String toString() {
        return "Socket[" + id + " in " + namespace.name() + "]";
    }

    private void tell(
            List<BiConsumer<DisconnectReason, Optional<String>>> all,
            String what,
            DisconnectReason reason,
            Optional<String> details) {
        all.forEach(listener -> guarded(what, () -> listener.accept(reason, details)));
    }
}
