package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.codec.PacketCodec;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client, in order, counted in bytes and packets, for a limited time. Made when something has to wait for
 * the first time. Home loop only.
 */
final class OutboundQueue {
    private final ArrayDeque<OutboundPacket> packets = new ArrayDeque<>();
    private final Session session;
    private final EngineLimits limits;

    private long bytes;
    private int binaries;
    private Scheduler.@Nullable Timer stall;
    private boolean progressed;

    OutboundQueue(Session session) {
        this.session = session;
        this.limits = session.loop().options().limits();
    }

    /**
     * Adds a packet; its data is the queue's from here on.
     *
     * @return what is wrong where a limit is exceeded, else null
     */
    @Nullable
    String add(OutboundPacket packet) {
        packets.add(packet);
        bytes += packet.bytes();
        binaries += packet.binary() ? 1 : 0;
        if (bytes > limits.queueBytes()) {
            return "outbound queue of " + bytes + " bytes exceeds queueBytes " + limits.queueBytes();
        }
        if (packets.size() > limits.queuePackets()) {
            return "outbound queue of " + packets.size() + " packets exceeds queuePackets " + limits.queuePackets();
        }
        return null;
    }

    /**
     * From now on the client has to take something in each span of {@code writeStallTimeout}: a packet of these, or a byte of
     * what the transport was given before, which may be long.
     */
    void watch() {
        if (stall == null) {
            tookBytes();
            progressed = false;
            stall = session.home().after(limits.writeStallTimeout(), this::checkProgress);
        }
    }

    /** The next packet, left where it is; null where there is none. */
    @Nullable
    OutboundPacket peek() {
        return packets.peek();
    }

    /** Takes the next packet; its data is the caller's. */
    @Nullable
    OutboundPacket poll() {
        OutboundPacket packet = packets.poll();
        if (packet != null) {
            bytes -= packet.bytes();
            binaries -= packet.binary() ? 1 : 0;
            progressed = true;
            if (packets.isEmpty()) {
                unwatch();
            }
        }
        return packet;
    }

    /** Pushes what waits, as long as the transport takes it. */
    void pushTo(PushTransport transport) {
        while (!packets.isEmpty() && transport.isWritable()) {
            OutboundPacket packet = poll();
            if (packet != null && packet.binary()) {
                transport.binary(packet.data(), packet.compress());
            } else if (packet != null) {
                transport.text(inPlace(packet), packet.compress());
            }
        }
    }

    /** Whether a binary message is among those that wait. */
    boolean hasBinary() {
        return binaries > 0;
    }

    boolean isEmpty() {
        return packets.isEmpty();
    }

    void releaseAll() {
        unwatch();
        packets.forEach(packet -> packet.data().release());
        packets.clear();
        bytes = 0;
        binaries = 0;
    }

    /** A packet of a broadcast stands in a buffer that others read: it is copied before it is changed. */
    private ByteBuf inPlace(OutboundPacket packet) {
        ByteBuf data = packet.data();
        if (!packet.owned()) {
            ByteBuf copy = session.loop().withHeadroom(data.readableBytes()).writeBytes(data);
            data.release();
            data = copy;
        }
        return PacketCodec.of(session.revision()).packetInPlace(packet.type(), data);
    }

    private void checkProgress() {
        stall = null;
        if (progressed || tookBytes()) {
            watch();
        } else {
            session.stalled("client took nothing for writeStallTimeout " + limits.writeStallTimeout());
        }
    }

    /** Asked by a span of its own: bytes that left before it do not count. */
    private boolean tookBytes() {
        return session.current() instanceof PushTransport push && push.tookBytes();
    }

    private void unwatch() {
        if (stall != null) {
            stall.cancel();
            stall = null;
        }
    }
}
