package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EnginePacket;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.PacketObserver;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.socketio.EngineConnection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The connection of a client as the program sees it; made when it is asked for. Any thread. */
final class ConnectionView implements EngineConnection, PacketObserver {
    private final ClientConnection client;
    private final Session session;
    private final List<Consumer<TransportName>> upgrades = new CopyOnWriteArrayList<>();
    private final List<Consumer<EnginePacket>> packets = new CopyOnWriteArrayList<>();
    private final List<Consumer<EnginePacket>> created = new CopyOnWriteArrayList<>();
    private final List<Runnable> drains = new CopyOnWriteArrayList<>();
    private final List<BiConsumer<DisconnectReason, Optional<String>>> closes = new CopyOnWriteArrayList<>();

    ConnectionView(ClientConnection client) {
        this.client = client;
        this.session = client.session();
    }

    @Override
    public String id() {
        return session.sid();
    }

    @Override
    public TransportName transport() {
        return session.transport();
    }

    @Override
    public Revision protocol() {
        return session.revision();
    }

    @Override
    public ReadyState readyState() {
        if (session.isClosed()) {
            return ReadyState.CLOSED;
        }
        return session.isOpen() ? ReadyState.OPEN : ReadyState.CLOSING;
    }

    @Override
    public HandshakeInfo request() {
        return session.handshake();
    }

    @Override
    public void onUpgrade(Consumer<TransportName> listener) {
        upgrades.add(listener);
    }

    @Override
    public void onPacket(Consumer<EnginePacket> listener) {
        packets.add(listener);
        client.onHome(() -> session.observe(this));
    }

    @Override
    public void onPacketCreate(Consumer<EnginePacket> listener) {
        created.add(listener);
        client.onHome(() -> session.observe(this));
    }

    @Override
    public void onDrain(Runnable listener) {
        drains.add(listener);
    }

    @Override
    public void onClose(BiConsumer<DisconnectReason, Optional<String>> listener) {
        closes.add(listener);
    }

    @Override
    public void close() {
        client.onHome(session::close);
    }

    @Override
    public void onReceived(EnginePacket packet) {
        packets.forEach(listener -> guarded("packet", () -> listener.accept(packet)));
    }

    @Override
    public void onCreated(EnginePacket packet) {
        created.forEach(listener -> guarded("packetCreate", () -> listener.accept(packet)));
    }

    /** On the home loop. */
    void upgraded() {
        TransportName now = session.transport();
        upgrades.forEach(listener -> guarded("upgrade", () -> listener.accept(now)));
    }

    /** On the home loop. */
    void drained() {
        drains.forEach(listener -> guarded("drain", listener));
    }

    /** On the home loop. */
    void closed(DisconnectReason reason, Optional<String> details) {
        closes.forEach(listener -> guarded("close", () -> listener.accept(reason, details)));
    }

    private void guarded(String event, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            client.context().tell("", event, e);
        }
    }
}
