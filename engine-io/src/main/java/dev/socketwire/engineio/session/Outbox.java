package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EnginePacket;
import dev.socketwire.engineio.InitialPacket;
import dev.socketwire.engineio.OutboundPolicy;
import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of a session leave: straight to a transport that takes them now, else through a queue that is made when the
 * first packet has to wait. Home loop only.
 */
final class Outbox {
    private final Session session;

    /** Written on the home loop, once. */
    private volatile @Nullable OutboundQueue queue;

    Outbox(Session session) {
        this.session = session;
    }

    /** As {@link Session#sendText}. */
    void text(ByteBuf message, SendOptions options) {
        if (mayNotSend(options, message, List.of())) {
            message.release();
        } else {
            text(PacketType.MESSAGE, message, options);
        }
    }

    /** As {@link Session#sendBinary}. */
    void bytes(ByteBuf message, SendOptions options) {
        if (mayNotSend(options, message, List.of())) {
            message.release();
        } else {
            binary(message, false, options);
        }
    }

    /** As {@link Session#send(ByteBuf, List, SendOptions)}. */
    void group(ByteBuf text, List<ByteBuf> binaries, SendOptions options) {
        if (mayNotSend(options, text, binaries)) {
            text.release();
            binaries.forEach(ByteBuf::release);
            return;
        }
        text(PacketType.MESSAGE, text, options);
        for (ByteBuf binary : binaries) {
            binary(binary, true, options);
        }
    }

    /** As {@link Session#send(SharedMessage, SendOptions)}. */
    void shared(SharedMessage message, SendOptions options) {
        if (mayNotSend(options, message)) {
            return;
        }
        if (session.observer() != null) {
            observed(message);
        }
        PushTransport push = ready();
        if (push != null) {
            session.traffic().out(message.packets(), message.bytes());
            push.shared(message, options.compress());
            return;
        }
        if (message.hasText()) {
            enqueue(OutboundPacket.sharedText(message.text(), options));
        }
        for (ByteBuf binary : message.binaries()) {
            later(binary.retainedSlice(), message.hasText(), options);
        }
    }

    /**
     * Sends a text packet, whatever the session's state.
     *
     * @param data taken, with headroom
     */
    void text(PacketType type, ByteBuf data, SendOptions options) {
        observed(type, false, data);
        PushTransport push = ready();
        if (push != null) {
            session.traffic().out(1L + data.readableBytes());
            push.text(PacketCodec.of(session.revision()).packetInPlace(type, data), options.compress());
        } else {
            enqueue(OutboundPacket.text(type, data, options));
        }
    }

    /** Sends a ping: the same bytes each time, where they need not wait. */
    void ping() {
        observed(PacketType.PING, false, Unpooled.EMPTY_BUFFER);
        PushTransport push = ready();
        if (push != null) {
            session.traffic().out(1);
            push.ping();
        } else {
            enqueue(OutboundPacket.text(PacketType.PING, session.loop().withHeadroom(0), SendOptions.PLAIN));
        }
    }

    /** Pushes what waits, as long as the transport takes it. */
    void flush() {
        OutboundQueue known = queue;
        if (known != null && !known.isEmpty() && session.current() instanceof PushTransport push) {
            known.pushTo(push);
            if (known.isEmpty()) {
                session.onDrained();
            } else {
                known.watch();
            }
        }
    }

    /** As {@link #isEmpty}, for any thread. */
    boolean isIdle() {
        OutboundQueue known = queue;
        return known == null || known.isIdle();
    }

    /** As {@link Session#mayWait}. */
    boolean mayWait(int packets, long bytes) {
        return queue().makeRoom(packets, bytes);
    }

    boolean isEmpty() {
        OutboundQueue known = queue;
        return known == null || known.isEmpty();
    }

    /** The queue, for a transport that takes from it by itself. */
    OutboundQueue queue() {
        OutboundQueue known = queue;
        if (known == null) {
            known = new OutboundQueue(session);
            queue = known;
        }
        return known;
    }

    void releaseAll() {
        OutboundQueue known = queue;
        if (known != null) {
            known.releaseAll();
        }
    }

    /** Sends what every client is sent first. */
    void initial(InitialPacket packet) {
        ByteBuf data = session.loop().withHeadroom(packet.data().length).writeBytes(packet.data());
        if (packet.isBinary()) {
            binary(data, false, SendOptions.DEFAULT);
        } else {
            text(PacketType.MESSAGE, data, SendOptions.DEFAULT);
        }
    }

    /** A packet for those who listen to packets; copied. */
    static EnginePacket described(PacketType type, boolean binary, ByteBuf data) {
        return new EnginePacket(type.name().toLowerCase(Locale.ROOT), binary, ByteBufUtil.getBytes(data));
    }

    private void observed(PacketType type, boolean binary, ByteBuf data) {
        PacketObserver observer = session.observer();
        if (observer != null) {
            observer.onCreated(described(type, binary, data));
        }
    }

    private void observed(SharedMessage message) {
        if (message.hasText()) {
            ByteBuf text = message.text();
            observed(PacketType.MESSAGE, false, text);
            text.release();
        }
        message.binaries().forEach(binary -> observed(PacketType.MESSAGE, true, binary));
    }

    private void binary(ByteBuf data, boolean follows, SendOptions options) {
        observed(PacketType.MESSAGE, true, data);
        later(data, follows, options);
    }

    private void later(ByteBuf data, boolean follows, SendOptions options) {
        PushTransport push = ready();
        if (push != null) {
            session.traffic().out(1L + data.readableBytes());
            push.binary(data, options.compress());
        } else if (session.isClosed()) {
            session.loop().counters().unsent(1, data.readableBytes());
            data.release();
        } else {
            enqueue(OutboundPacket.binary(data, follows, options));
        }
    }

    private void enqueue(OutboundPacket packet) {
        String exceeded = queue().add(packet);
        if (exceeded != null) {
            session.stalled(exceeded);
            return;
        }
        Transport transport = session.current();
        if (transport instanceof PushTransport) {
            queue().watch();
        }
        transport.wake();
    }

    /** The transport, where it takes a packet now and none waits before it; else null. */
    private @Nullable PushTransport ready() {
        return isEmpty() && !session.isClosed() && session.current() instanceof PushTransport push && push.isWritable()
                ? push
                : null;
    }

    private boolean mayNotSend(SendOptions options, SharedMessage message) {
        boolean open = session.isOpen();
        return (!open || wouldWait(options)) && goesNowhere(open, message.packets(), message.bytes());
    }

    private boolean mayNotSend(SendOptions options, ByteBuf text, List<ByteBuf> binaries) {
        boolean open = session.isOpen();
        if (open && !wouldWait(options)) {
            return false;
        }
        long bytes = text.readableBytes();
        for (ByteBuf binary : binaries) {
            bytes += binary.readableBytes();
        }
        return goesNowhere(open, 1 + binaries.size(), bytes);
    }

    /** Whether a message that cannot go now, or whose session has ended, goes nowhere at all; it is counted then. */
    private boolean goesNowhere(boolean open, int packets, long bytes) {
        if (open) {
            return mayNotWait(packets, bytes);
        }
        session.loop().counters().unsent(packets, bytes);
        return true;
    }

    /** Whether it is a volatile message that would have to wait. */
    private boolean wouldWait(SendOptions options) {
        return options.isVolatile() && !session.isWritable();
    }

    /** Whether a volatile message that would have to wait is dropped. */
    private boolean mayNotWait(int packets, long bytes) {
        boolean dropped = session.loop().options().outboundPolicy() == OutboundPolicy.DISCONNECT
                || !queue().makeRoom(packets, bytes);
        if (dropped) {
            session.loop().counters().dropped(1, bytes);
        }
        return dropped;
    }
}
