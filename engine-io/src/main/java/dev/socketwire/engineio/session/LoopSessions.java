package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.EngineStats;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.Dialect;
import dev.socketwire.engineio.codec.OpenPacket;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.EnumMap;
import java.util.Map;

/** What one event loop owns: how its sessions are made, and their heartbeats. Home loop only. */
public final class LoopSessions {
    private final Scheduler scheduler;
    private final EngineOptions options;
    private final SessionDirectory directory;
    private final SessionAcceptor acceptor;
    private final ByteBufAllocator allocator;
    private final HeartbeatQueue heartbeats;
    private final LoopCounters counters = new LoopCounters();
    private final Map<TransportName, OpenPacket> openPackets = new EnumMap<>(TransportName.class);

    /**
     * The sessions of one loop.
     *
     * @param directory where every session of the server is found by its id
     * @param acceptor the layer above
     */
    public LoopSessions(
            Scheduler scheduler,
            EngineOptions options,
            SessionDirectory directory,
            SessionAcceptor acceptor,
            ByteBufAllocator allocator) {
        this.scheduler = scheduler;
        this.options = options;
        this.directory = directory;
        this.acceptor = acceptor;
        this.allocator = allocator;
        this.heartbeats = new HeartbeatQueue(scheduler, options.pingInterval(), options.pingTimeout());
    }

    /**
     * Opens a session that polls; its open packet waits for {@link PollingTransport#poll}.
     *
     * @param sid from {@link Sids}, or the program's
     */
    public PollingTransport openPolling(String sid, Dialect dialect, HandshakeInfo handshake) {
        Session session = new Session(this, sid, dialect.revision(), handshake);
        PollingTransport transport =
                new PollingTransport(session, dialect, options.limits().pollBytes(), allocator);
        session.open(transport);
        return transport;
    }

    /**
     * Opens a session on a WebSocket and sends its open packet.
     *
     * @param sid from {@link Sids}, or the program's; the answer to the handshake may have told it already
     */
    public Session openPush(String sid, Revision revision, HandshakeInfo handshake, PushTransport transport) {
        Session session = new Session(this, sid, revision, handshake);
        session.open(transport);
        return session;
    }

    /** The loop. */
    public Scheduler scheduler() {
        return scheduler;
    }

    /** What its sessions do and have done. Any thread. */
    public EngineStats stats() {
        return counters.stats();
    }

    /** The data of an open packet, with headroom; the caller's. */
    ByteBuf openPacket(String sid, TransportName transport) {
        ByteBuf data = withHeadroom(160);
        openPackets
                .computeIfAbsent(
                        transport,
                        name -> new OpenPacket(
                                options.upgradesFrom(name),
                                options.pingInterval(),
                                options.pingTimeout(),
                                options.maxHttpBufferSize()))
                .writeTo(data, sid);
        return data;
    }

    /** A buffer for the data of a packet, which may be sent in place. */
    ByteBuf withHeadroom(int capacity) {
        return allocator.buffer(Session.HEADROOM + capacity).setIndex(Session.HEADROOM, Session.HEADROOM);
    }

    /** A session has ended: nobody finds it any more. */
    void ended(Session session, DisconnectReason reason) {
        directory.remove(session);
        counters.ended(reason);
    }

    EngineOptions options() {
        return options;
    }

    SessionDirectory directory() {
        return directory;
    }

    SessionAcceptor acceptor() {
        return acceptor;
    }

    ByteBufAllocator allocator() {
        return allocator;
    }

    LoopCounters counters() {
        return counters;
    }

    HeartbeatQueue heartbeats() {
        return heartbeats;
    }
}
