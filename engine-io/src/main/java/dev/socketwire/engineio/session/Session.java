package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.HandshakeInfo;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import dev.socketwire.engineio.codec.PayloadCodec;
import dev.socketwire.engineio.http.KnownSession;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Engine.IO connection from open to closed: its state and nothing but its state. It belongs to its {@link #home() home
 * loop}: unless a method says otherwise it may be called there only.
 */
public final class Session implements KnownSession {
    /** Bytes that a message must leave free before its reader index: packet type and frame header go there. */
    public static final int HEADROOM = 16;

    private static final Logger log = LoggerFactory.getLogger(Session.class);

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final String sid;
    private final LoopSessions loop;
    private final Revision revision;
    private final HandshakeInfo handshake;
    private final Outbox outbox = new Outbox(this);
    private final Heartbeat heartbeat = new Heartbeat(this);
    private final InboundSink inbound = new InboundSink(this);

    // Set once, in open.
    private @Nullable SessionListener listener;

    /** Written on the home loop, read by those who receive its requests. */
    private volatile @Nullable Transport transport;

    /** Written on the home loop. */
    private volatile State state = State.OPEN;

    // Home loop only.
    private @Nullable Traffic traffic;
    private @Nullable PacketObserver observer;
    private final UpgradeSlot upgrade = new UpgradeSlot();
    private @Nullable Parting parting;
    private boolean reading = true;

    Session(LoopSessions loop, String sid, Revision revision, HandshakeInfo handshake) {
        this.loop = loop;
        this.sid = sid;
        this.revision = revision;
        this.handshake = handshake;
    }

    /** The session id, a secret of this client. Any thread. */
    public String sid() {
        return sid;
    }

    /** The protocol revision that the client asked for. Any thread. */
    @Override
    public Revision revision() {
        return revision;
    }

    /** The request that opened the session. Any thread. */
    public HandshakeInfo handshake() {
        return handshake;
    }

    /** The loop that this session lives on, for its whole life. Any thread. */
    public Scheduler home() {
        return loop.scheduler();
    }

    /** The transport in use. Any thread. */
    @Override
    public TransportName transport() {
        return current().name();
    }

    @Override
    public boolean isUpgrading() {
        return upgrade.isTaken();
    }

    /** Whether a message would go to the transport now: a volatile one does not where this is false. Any thread. */
    public boolean isWritable() {
        return state == State.OPEN && outbox.isIdle() && current().isWritable();
    }

    /** Whether so much may wait besides what waits already, volatile messages left out: what is more ends the session. */
    public boolean mayWait(int packets, long bytes) {
        return outbox.mayWait(packets, bytes);
    }

    /** Whether the session can still send: neither closing nor closed. Any thread. */
    public boolean isOpen() {
        return state == State.OPEN;
    }

    /**
     * Sends a text message. The buffer is taken: exclusively owned, {@link #HEADROOM} bytes free before its reader index.
     * Released without a word where the session is no longer open.
     */
    public void sendText(ByteBuf message, SendOptions options) {
        outbox.text(message, options);
    }

    /** Sends a binary message. The buffer is taken, needs no headroom and may be shared; else as {@link #sendText}. */
    public void sendBinary(ByteBuf message, SendOptions options) {
        outbox.bytes(message, options);
    }

    /**
     * Sends a text message and the binary ones that belong to it, with nothing between them; dropped as one. All buffers
     * are taken; the text as in {@link #sendText}, the binary ones need no headroom and may be shared.
     */
    public void send(ByteBuf text, List<ByteBuf> binaries, SendOptions options) {
        outbox.group(text, binaries, options);
    }

    /** Sends a message of a broadcast. Borrows: the caller keeps its reference. */
    public void send(SharedMessage message, SendOptions options) {
        outbox.shared(message, options);
    }

    /**
     * Stops or resumes reading from this client alone, whatever transport it uses: backpressure. What has been read is still
     * delivered; a pong that is not read is not missed.
     */
    public void setReading(boolean on) {
        if (state == State.OPEN && reading != on) {
            reading = on;
            if (on) {
                heartbeat.onReading();
            }
            current().setReading(on);
        }
    }

    /** Closes after what is queued has been sent. */
    public void close() {
        close(DisconnectReason.FORCED_CLOSE);
    }

    /** Closes for a reason after what is queued has been sent. */
    public void close(DisconnectReason reason) {
        if (state != State.OPEN) {
            return;
        }
        state = State.CLOSING;
        upgrade.fail();
        if (outbox.isEmpty() && (transport instanceof PushTransport || current().isWritable())) {
            closeNow(reason);
        } else {
            parting = new Parting(this, reason);
        }
    }

    /** Closes at once with a reason; what is queued is dropped. */
    public void closeNow(DisconnectReason reason) {
        closeNow(reason, null);
    }

    /** Whether it is neither open nor closing any more. Any thread. */
    public boolean isClosed() {
        return state == State.CLOSED;
    }

    /** From now on somebody is told of every packet. */
    public void observe(PacketObserver told) {
        observer = told;
    }

    /** The layer below: a WebSocket asks to take over; false where it may not. */
    public boolean probe(PushTransport candidate) {
        if (state != State.OPEN || upgrade.isTaken() || !(transport instanceof PollingTransport)) {
            return false;
        }
        upgrade.take(new UpgradeProbe(this, candidate, loop.options().upgradeTimeout()));
        return true;
    }

    /** The layer below: the polling transport in use, or null where it is not polling. */
    public @Nullable PollingTransport polling() {
        return transport instanceof PollingTransport polling ? polling : null;
    }

    /** The layer below: a text message has come on a WebSocket; borrowed. */
    public void onText(PushTransport from, ByteBuf message) {
        if (state != State.CLOSED && !isProbing(from, message)) {
            inbound.text(message);
        }
    }

    /** The layer below: a binary message has come on a WebSocket; borrowed. */
    public void onBinary(PushTransport from, ByteBuf message) {
        if (state != State.CLOSED && !isProbing(from, null)) {
            inbound.binary(message);
        }
    }

    /** The layer below: a transport has become writable again. */
    public void onWritable(Transport from) {
        if (from != transport) {
            return;
        }
        boolean waiting = !outbox.isEmpty();
        outbox.flush();
        if (!waiting && state == State.OPEN) {
            listener().onDrain();
        }
    }

    /** The layer below: a transport has ended or was misused. */
    public void fail(Transport from, DisconnectReason reason, @Nullable String description) {
        if (from == transport) {
            closeNow(reason, description);
        } else {
            upgrade.gone(from);
        }
    }

    // Called by the other classes of this package.

    void open(Transport first) {
        transport = first;
        count(first);
        outbox.text(PacketType.OPEN, loop.openPacket(sid, first.name()), SendOptions.PLAIN);
        loop.options().initialPacket().ifPresent(outbox::initial);
        loop.directory().add(this);
        heartbeat.start();
        try {
            listener = loop.acceptor().accept(this);
        } finally {
            if (listener == null) {
                closeNow(DisconnectReason.FORCED_CLOSE);
            }
        }
        if (state == State.CLOSED) {
            // The layer above has closed what it was just given.
            listener.onClose(DisconnectReason.FORCED_CLOSE, null);
        }
    }

    void onPayload(ByteBuf body, boolean asBytes, PacketSink sink) {
        if (state != State.OPEN) {
            return;
        }
        try {
            PayloadCodec.of(revision, asBytes)
                    .decode(body, loop.options().limits().packetsPerPayload(), sink);
        } catch (PacketFormatException e) {
            malformed(e);
        }
    }

    /** A poll was parked: a session that is closing may end now. */
    void onPollParked() {
        if (parting != null && outbox.isEmpty() && transport instanceof PollingTransport polling) {
            polling.endWithNextPoll();
            closeNow(parting.reason());
        }
    }

    /** The client does not take what is sent to it. */
    void stalled(String description) {
        log.debug("{}", description);
        closeNow(DisconnectReason.TRANSPORT_ERROR, description);
    }

    Outbox outbox() {
        return outbox;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    boolean isReading() {
        return reading;
    }

    @Nullable
    PacketObserver observer() {
        return observer;
    }

    LoopSessions loop() {
        return loop;
    }

    /** The probe has failed; the session goes on polling. */
    void onProbeOver() {
        upgrade.clear();
    }

    /** The probe has succeeded: from here on everything goes over its WebSocket, what waits first. */
    void switchTo(PushTransport next) {
        upgrade.clear();
        if (transport instanceof PollingTransport polling) {
            polling.retire();
        }
        transport = next;
        traffic().leave();
        count(next);
        next.setReading(reading);
        listener().onUpgrade();
        outbox.flush();
    }

    /** What the client has sent is none of the protocol. */
    void malformed(PacketFormatException e) {
        log.debug("malformed packet: {}", e.getMessage());
        closeNow(DisconnectReason.PARSE_ERROR, e.getMessage());
    }

    /** Whether what came is not for the session: it is for its probe, or for nobody any more. */
    private boolean isProbing(PushTransport from, @Nullable ByteBuf text) {
        return upgrade.offer(from, text) || from != transport;
    }

    /** The client has sent a close packet. */
    void closedByPeer() {
        if (transport instanceof PollingTransport polling) {
            polling.retire();
        }
        closeNow(DisconnectReason.TRANSPORT_CLOSE, null);
    }

    /** All that waited has been taken. */
    void onDrained() {
        if (parting != null && transport instanceof PushTransport) {
            closeNow(parting.reason());
        } else if (state == State.OPEN) {
            listener().onDrain();
        }
    }

    void closeNow(DisconnectReason reason, @Nullable String description) {
        if (state == State.CLOSED) {
            return;
        }
        state = State.CLOSED;
        heartbeat.stop();
        traffic().leave();
        loop.ended(this, reason);
        upgrade.fail();
        if (parting != null) {
            parting.end();
        }
        outbox.releaseAll();
        current().end();
        log.debug("session closed: {}", reason);
        if (listener != null) {
            listener.onClose(reason, description);
        }
    }

    private void count(Transport used) {
        traffic = loop.counters().traffic(used.name());
        traffic.enter();
    }

    /** Where the packets of the transport in use are counted. */
    Traffic traffic() {
        return opened(traffic);
    }

    Transport current() {
        return opened(transport);
    }

    SessionListener listener() {
        return opened(listener);
    }

    private static <T> T opened(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("session is not open yet");
        }
        return part;
    }
}
