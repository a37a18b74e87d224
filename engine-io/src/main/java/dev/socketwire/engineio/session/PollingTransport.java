package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.BodyKind;
import dev.socketwire.engineio.codec.Dialect;
import dev.socketwire.engineio.codec.Jsonp;
import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import dev.socketwire.engineio.codec.PayloadCodec;
import dev.socketwire.engineio.codec.TwiceEncoded;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Long polling: at most one GET is parked until there is something to send, at most one POST is read at a time. What was
 * sent in one turn of the loop leaves in one answer. Home loop only, but for {@link #beginPost}.
 */
public final class PollingTransport implements Transport {
    private final Session session;
    private final Dialect dialect;
    private final PacketSink inbound;
    private final int maxBodyBytes;
    private final ByteBufAllocator allocator;
    private final AtomicBoolean posting = new AtomicBoolean();

    // Written on the home loop, read by those who ask whether it is writable.
    private volatile @Nullable Exchange parked;
    private volatile boolean draining;

    private boolean reading = true;
    private boolean ended;

    /** A POST was read while the client is not to be read: until it is again there is no other one. */
    private boolean holding;

    /** Whom that POST is to be answered; null where its connection has gone. */
    private @Nullable Exchange held;

    PollingTransport(Session session, Dialect dialect, int maxBodyBytes, ByteBufAllocator allocator) {
        this.session = session;
        this.dialect = dialect;
        PacketSink sink = new InboundSink(session);
        this.inbound = dialect.revision() == Revision.V3 ? new TwiceEncoded(sink) : sink;
        this.maxBodyBytes = maxBodyBytes;
        this.allocator = allocator;
    }

    @Override
    public TransportName name() {
        return TransportName.POLLING;
    }

    /** The id of the session. */
    public String sid() {
        return session.sid();
    }

    @Override
    public boolean isWritable() {
        return parked != null && !draining;
    }

    @Override
    public void wake() {
        if (parked != null && !draining) {
            draining = true;
            session.home().execute(this::drain);
        }
    }

    /** Parks a GET, or answers it where something waits. */
    public void poll(Exchange exchange) {
        if (ended) {
            exchange.refuse();
        } else if (parked != null) {
            exchange.refuse();
            session.fail(this, DisconnectReason.TRANSPORT_ERROR, "overlap from client");
        } else {
            parked = exchange;
            session.onPollParked();
            if (!session.outbox().isEmpty()) {
                answer();
            }
        }
    }

    /** The connection of a request has ended before its answer. */
    public void gone(Exchange exchange) {
        if (parked == exchange) {
            parked = null;
            session.fail(this, DisconnectReason.TRANSPORT_ERROR, "poll connection closed prematurely");
        } else if (held == exchange) {
            held = null;
        }
    }

    /** The body of a POST begins to arrive; false where another one has not ended. Any thread. */
    public boolean beginPost() {
        return posting.compareAndSet(false, true);
    }

    /** A POST came while another one was arriving. */
    public void overlap(Exchange exchange) {
        exchange.refuse();
        session.fail(this, DisconnectReason.TRANSPORT_ERROR, "data request overlap from client");
    }

    /** The connection of a POST has ended before its body did. */
    public void postGone() {
        posting.set(false);
        session.fail(this, DisconnectReason.TRANSPORT_ERROR, "data request connection closed prematurely");
    }

    /** A POST was answered elsewhere, its body is not for the session. */
    public void abandonPost() {
        posting.set(false);
    }

    /**
     * Reads the body of a POST and answers it; while the client is not to be read, the answer waits.
     *
     * @param body borrowed
     */
    public void post(Exchange exchange, ByteBuf body) {
        if (!ended && dialect.jsonp().isPresent()) {
            readForm(body);
        } else if (!ended) {
            session.onPayload(body, exchange.hasBytes(), inbound);
        }
        if (reading || ended) {
            posting.set(false);
            exchange.answerPost();
        } else {
            holding = true;
            held = exchange;
        }
    }

    /** Answers a parked GET with nothing, so that the client may stop polling. */
    void sendNoop() {
        if (parked != null && !draining && session.outbox().isEmpty()) {
            answerWith(PacketType.NOOP);
        }
    }

    @Override
    public void setReading(boolean on) {
        reading = on;
        if (on) {
            answerHeld();
        }
    }

    @Override
    public void end() {
        ended = true;
        if (parked != null) {
            answerWith(PacketType.CLOSE);
        }
        answerHeld();
    }

    /** Ends without a close packet: the session goes on elsewhere. */
    void retire() {
        ended = true;
        if (parked != null) {
            answerWith(PacketType.NOOP);
        }
        answerHeld();
    }

    /** Tells the client that polls next that the session ends: a noop, then the close. */
    void endWithNextPoll() {
        ByteBuf body = allocator.buffer(6);
        PayloadCodec codec = PayloadCodec.of(dialect.revision());
        codec.writeText(body, PacketType.NOOP, Unpooled.EMPTY_BUFFER);
        codec.writeText(body, PacketType.CLOSE, Unpooled.EMPTY_BUFFER);
        ended = true;
        answerWith(body, BodyKind.TEXT, false);
        answerHeld();
    }

    /** A form without a body in it is answered like any other, and nothing is read. */
    private void readForm(ByteBuf form) {
        ByteBuf body = Jsonp.unwrap(form, allocator);
        if (body != null) {
            try {
                session.onPayload(body, false, inbound);
            } finally {
                body.release();
            }
        }
    }

    private void drain() {
        draining = false;
        if (parked != null && !session.outbox().isEmpty()) {
            answer();
        }
    }

    private void answer() {
        PollingDrain.Body body = PollingDrain.fill(session.outbox().queue(), dialect, maxBodyBytes, allocator);
        answerWith(body.bytes(), body.kind(), body.compress());
        if (session.outbox().isEmpty()) {
            session.onDrained();
        }
    }

    private void answerWith(PacketType type) {
        ByteBuf body = allocator.buffer(3);
        PayloadCodec.of(dialect.revision()).writeText(body, type, Unpooled.EMPTY_BUFFER);
        answerWith(body, BodyKind.TEXT, false);
    }

    private void answerWith(ByteBuf body, BodyKind kind, boolean compress) {
        Exchange exchange = parked;
        parked = null;
        if (exchange == null) {
            body.release();
        } else if (dialect.jsonp().isPresent()) {
            ByteBuf script = Jsonp.wrap(dialect.jsonp().get(), body, allocator);
            exchange.answerPoll(script, BodyKind.SCRIPT, compress);
        } else {
            exchange.answerPoll(body, kind, compress);
        }
    }

    private void answerHeld() {
        if (holding) {
            Exchange exchange = held;
            holding = false;
            held = null;
            posting.set(false);
            if (exchange != null) {
                exchange.answerPost();
            }
        }
    }
}
