package dev.socketwire.engineio.session;

import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the packets of a session leave: straight to a transport that takes them now, else through a queue that is made when the
 * first packet has to wait. Home loop only.
 */
final class Outbox {
    private final Session session;
    private @Nullable OutboundQueue queue;

    Outbox(Session session) {
        this.session = session;
    }

    /** As {@link Session#sendText}. */
    void text(ByteBuf message, SendOptions options) {
        if (mayNotSend(options)) {
            message.release();
        } else {
            text(PacketType.MESSAGE, message, options.compress());
        }
    }

    /** As {@link Session#send(ByteBuf, List, SendOptions)}. */
    void group(ByteBuf text, List<ByteBuf> binaries, SendOptions options) {
        if (mayNotSend(options)) {
            text.release();
            binaries.forEach(ByteBuf::release);
            return;
        }
        text(PacketType.MESSAGE, text, options.compress());
        for (ByteBuf binary : binaries) {
            binary(binary, options.compress());
        }
    }

    /** As {@link Session#send(SharedMessage, SendOptions)}. */
    void shared(SharedMessage message, SendOptions options) {
        if (mayNotSend(options)) {
            return;
        }
        PushTransport push = ready();
        if (push != null) {
            push.shared(message, options.compress());
            return;
        }
        enqueue(OutboundPacket.sharedText(message.text(), options.compress()));
        for (ByteBuf binary : message.binaries()) {
            binary(binary.retainedSlice(), options.compress());
        }
    }

    /**
     * Sends a text packet, whatever the session's state.
     *
     * @param data taken, with headroom
     */
    void text(PacketType type, ByteBuf data, boolean compress) {
        PushTransport push = ready();
        if (push != null) {
            push.text(PacketCodec.of(session.revision()).packetInPlace(type, data), compress);
        } else {
            enqueue(OutboundPacket.text(type, data, compress));
        }
    }

    /** Sends a ping: the same bytes each time, where they need not wait. */
    void ping() {
        PushTransport push = ready();
        if (push != null) {
            push.ping();
        } else {
            enqueue(OutboundPacket.text(PacketType.PING, session.loop().withHeadroom(0), false));
        }
    }

    /** Pushes what waits, as long as the transport takes it. */
    void flush() {
        if (queue != null && !queue.isEmpty() && session.current() instanceof PushTransport push) {
            queue.pushTo(push);
            if (queue.isEmpty()) {
                session.onDrained();
            } else {
                queue.watch();
            }
        }
    }

    boolean isEmpty() {
        return queue == null || queue.isEmpty();
    }

    /** The queue, for a transport that takes from it by itself. */
    OutboundQueue queue() {
        if (queue == null) {
            queue = new OutboundQueue(session);
        }
        return queue;
    }

    void releaseAll() {
        if (queue != null) {
            queue.releaseAll();
        }
    }

    private void binary(ByteBuf data, boolean compress) {
        PushTransport push = ready();
        if (push != null) {
            push.binary(data, compress);
        } else if (session.isClosed()) {
            data.release();
        } else {
            enqueue(OutboundPacket.binary(data, compress));
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

    private boolean mayNotSend(SendOptions options) {
        return !session.isOpen() || (options.isVolatile() && !session.isWritable());
    }
}
