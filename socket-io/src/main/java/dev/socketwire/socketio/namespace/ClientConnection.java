package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.session.Scheduler;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SessionListener;
import dev.socketwire.socketio.SocketRefusal;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.codec.PacketDecoder;
import dev.socketwire.socketio.lane.Lane;
import io.netty.buffer.ByteBuf;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client and its namespaces; the one place where a bad packet ends a connection. Home loop only. */
final class ClientConnection implements SessionListener, Consumer<Packet> {
    private static final Logger log = LoggerFactory.getLogger(ClientConnection.class);
    private static final int MAX_NAMESPACES = 64;

    private final Session session;
    private final Namespaces namespaces;
    private final ServerContext context;
    private final Wire wire;
    private final PacketDecoder decoder;
    private final ClientMembers members = new ClientMembers();
    private final ConnectWait connectWait;

    /** The lanes of namespaces that were left. Most clients leave none: made with the first. */
    private @Nullable ClientLanes leftLanes;

    /** Connects that a middleware has not decided yet, those included that the client does not wait for any more. */
    private int asking;

    /** Whether the client is not read for now. */
    private boolean paused;

    /** Namespaces that the server left: what the client sent before it knew is not held against it. */
    private @Nullable Set<String> left;

    /** The wait for attachments that were announced, while there is one. */
    private @Nullable AttachmentWait attachmentWait;

    /** Made when the program asks for it. Written with the lock. */
    private volatile @Nullable ConnectionView view;

    private @Nullable PacketFormatException fault;

    ClientConnection(Session session, Namespaces namespaces, ServerContext context) {
        this.session = session;
        this.namespaces = namespaces;
        this.context = context;
        this.wire = new Wire(session, context);
        this.decoder = new PacketDecoder(wire.isOld());
        this.connectWait = new ConnectWait(session, context);
        connectWait.begin();
    }

    /** Old clients are in the namespace {@code /} without asking for it. */
    void begin() {
        if (!wire.isOld()) {
            return;
        }
        Runnable connect = () -> {
            if (session.isOpen()) {
                connect("/", ConnectAuth.NONE);
            }
        };
        if (session.transport() == TransportName.POLLING) {
            // The answer to the handshake holds the open packet alone: this is for the poll after it.
            session.home().execute(connect);
        } else {
            connect.run();
        }
    }

    @Override
    public void onText(ByteBuf message) {
        try {
            if (context.parser != null) {
                throw new PacketFormatException("text where a parser makes binary messages");
            }
            decoder.text(message, this);
            if (decoder.isWaiting()) {
                awaitAttachments();
            }
            raiseFault();
        } catch (PacketFormatException e) {
            malformed(e);
        }
    }

    @Override
    public void onBinary(ByteBuf message) {
        try {
            if (context.parser == null) {
                decoder.binary(message, this);
            } else {
                context.parser.read(message, this);
            }
            if (attachmentWait != null && !decoder.isWaiting()) {
                attachmentWait.end();
                attachmentWait = null;
            }
            raiseFault();
        } catch (PacketFormatException e) {
            malformed(e);
        }
    }

    @Override
    public void onDrain() {
        // As they are now: with inline listeners one may leave.
        for (Member member : members.all()) {
            if (member instanceof SocketState socket) {
                socket.drained();
            }
        }
        ConnectionView known = view;
        if (known != null) {
            known.drained();
        }
    }

    @Override
    public void onUpgrade() {
        ConnectionView known = view;
        if (known != null) {
            known.upgraded();
        }
    }

    @Override
    public void onClose(DisconnectReason reason, @Nullable String description) {
        closeMembers(reason, Optional.ofNullable(description));
        decoder.release();
        if (attachmentWait != null) {
            attachmentWait.end();
        }
        connectWait.end();
        ConnectionView known = view;
        if (known != null) {
            known.closed(reason, Optional.ofNullable(description));
        }
    }

    /** The connection as the program sees it. Any thread. */
    synchronized ConnectionView view() {
        ConnectionView known = view;
        if (known == null) {
            known = new ConnectionView(this);
            view = known;
        }
        return known;
    }

    Session session() {
        return session;
    }

    ServerContext context() {
        return context;
    }

    Namespaces namespaces() {
        return namespaces;
    }

    Wire wire() {
        return wire;
    }

    /** The lane of a namespace that the client asks for. */
    Lane lane(String namespace) {
        Lane kept = leftLanes == null ? null : leftLanes.take(namespace);
        return kept != null ? kept : context.lanes.lane(() -> onHome(this::regulate));
    }

    /** The bytes of a packet were not what its type asks for: found after it had been handed on. */
    void malformed(PacketFormatException e) {
        if (session.isOpen()) {
            context.refusals.count(SocketRefusal.MALFORMED_PACKET);
            log.debug("malformed packet: {}", e.getMessage());
            closeMembers(DisconnectReason.PARSE_ERROR, Optional.ofNullable(e.getMessage()));
            session.close();
        }
    }

    /** A client was let in. */
    void connected(SocketState socket) {
        members.put(socket);
    }

    /** A middleware has decided, or was not asked any more. */
    void asked() {
        asking--;
    }

    /** The client leaves a namespace. */
    void leave(Member member) {
        if (members.remove(member)) {
            if (leftLanes == null) {
                leftLanes = new ClientLanes();
            }
            leftLanes.leave(member);
            if (members.isEmpty()) {
                connectWait.begin();
            }
            if (paused) {
                regulate();
            }
        }
    }

    /** The server puts the client out of a namespace, or does not let it in: it may not know for a while. */
    void dismiss(Member member) {
        if (left == null) {
            left = new HashSet<>(2);
        }
        if (left.size() < MAX_NAMESPACES) {
            left.add(member.path());
        }
        leave(member);
    }

    /** Runs something on the home loop, from whatever thread; nothing where the loop has stopped. */
    void onHome(Runnable task) {
        Scheduler home = session.home();
        if (home.inLoop()) {
            task.run();
            return;
        }
        try {
            home.execute(task);
        } catch (RejectedExecutionException e) {
            log.debug("event loop has stopped, and every connection of it with it");
        }
    }

    /** Ends the whole connection, each socket with the word of the server. */
    void disconnectAll() {
        for (Member member : members.all()) {
            if (member instanceof SocketState socket) {
                socket.disconnectHere();
            } else {
                member.close(DisconnectReason.SERVER_NAMESPACE_DISCONNECT, Optional.empty());
            }
        }
        session.close();
    }

    /** A lane of this client, be it of a namespace that was left, or what waits for a middleware, is full or not any more. */
    void regulate() {
        boolean full = leftLanes != null && leftLanes.isFull();
        boolean pause = full || members.all().stream().anyMatch(Member::isFull);
        if (pause && !paused) {
            context.refusals.count(SocketRefusal.READING_PAUSED);
        }
        paused = pause;
        session.setReading(!pause);
    }

    /** A packet was read. */
    @Override
    public void accept(Packet packet) {
        try {
            handle(packet);
        } catch (PacketFormatException e) {
            fault = e;
        }
    }

    private void raiseFault() throws PacketFormatException {
        PacketFormatException raised = fault;
        if (raised != null) {
            fault = null;
            throw raised;
        }
    }

    private void handle(Packet packet) throws PacketFormatException {
        Member member = members.get(packet.namespace());
        if (packet.kind() == Packet.Kind.CONNECT) {
            if (member != null && wire.isOld()) {
                // Some old clients ask for what they have.
                return;
            }
            if (member != null) {
                throw new PacketFormatException("CONNECT to a namespace that is connected already");
            }
            connect(packet);
        } else if (member instanceof SocketState socket) {
            socket.onPacket(packet);
        } else if (member != null) {
            beforeConnected(packet, member);
        } else if (left == null || !left.contains(packet.namespace())) {
            throw new PacketFormatException(packet.kind() + " for a namespace that is not connected");
        }
    }

    /** Nothing is delivered before a namespace said yes; the client may change its mind. */
    private void beforeConnected(Packet packet, Member asking) {
        if (packet.kind() == Packet.Kind.DISCONNECT) {
            leave(asking);
            asking.close(DisconnectReason.CLIENT_NAMESPACE_DISCONNECT, Optional.empty());
        }
    }

    private void connect(Packet packet) throws PacketFormatException {
        if (!namespaces.mayHave(packet.namespace())) {
            context.refusals.count(SocketRefusal.INVALID_NAMESPACE);
            refuse(packet.namespace(), "Invalid namespace", null);
            return;
        }
        if (places() >= MAX_NAMESPACES || (leftLanes != null && leftLanes.busy() >= MAX_NAMESPACES)) {
            context.refusals.count(SocketRefusal.NAMESPACES_OF_CLIENT);
            throw new PacketFormatException("client is in " + MAX_NAMESPACES + " namespaces, more are not allowed");
        }
        connect(packet.namespace(), ConnectAuth.of(packet, context));
    }

    private void connect(String namespace, byte[] auth) {
        ConnectPhase phase = new ConnectPhase(this, namespace, auth);
        members.put(phase);
        connectWait.end();
        if (left != null) {
            left.remove(namespace);
        }
        asking++;
        phase.begin();
        if (phase.lane().isFull()) {
            regulate();
        }
    }

    /** Namespaces that the client is in, and those that it has asked for, even where it did not wait for the answer. */
    private int places() {
        int connected = 0;
        for (Member member : members.all()) {
            connected += member instanceof SocketState ? 1 : 0;
        }
        return connected + asking;
    }

    /** Tells the client that it may not connect. */
    void refuse(String namespace, String message, @Nullable Object data) {
        try {
            wire.refused(namespace, message, data);
        } catch (RuntimeException | Error e) {
            context.tell("", "connect_error", e);
            wire.refused(namespace, message, null);
        }
    }

    private void closeMembers(DisconnectReason reason, Optional<String> details) {
        List<Member> all = members.all();
        members.clear();
        all.forEach(member -> member.close(reason, details));
    }

    private void awaitAttachments() {
        AttachmentWait wait = new AttachmentWait(this);
        attachmentWait = wait;
        wait.begin();
    }
}
