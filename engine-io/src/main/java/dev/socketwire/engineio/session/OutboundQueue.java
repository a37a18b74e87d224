package dev.socketwire.engineio.session;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.codec.PacketCodec;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one client, in order, counted in bytes and packets, for a limited time; volatile messages are the first to
 * go. Made when something has to wait for
 * the first time. Home loop only.
 */
final class OutboundQueue {
    private final ArrayDeque<OutboundPacket> packets = new ArrayDeque<>();
    private final Session session;
    private final EngineLimits limits;

    private long bytes;
    private int binaries;
    private int volatiles;

    /** Written on the home loop, read by those who ask whether something waits. */
    private volatile boolean idle = true;

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
        count(packet, 1);
        idle = false;
        if (isFull(0, 0)) {
            dropVolatile();
        }
        if (bytes > limits.queueBytes()) {
            session.loop().counters().refused(EngineRefusal.QUEUE_BYTES);
            return "outbound queue of " + bytes + " bytes exceeds queueBytes " + limits.queueBytes();
        }
        if (packets.size() > limits.queuePackets()) {
            session.loop().counters().refused(EngineRefusal.QUEUE_PACKETS);
            return "outbound queue of " + packets.size() + " packets exceeds queuePackets " + limits.queuePackets();
        }
        return null;
    }

    /** Makes room for a volatile message, if need be by dropping those that wait; false where there is none. */
    boolean makeRoom(int morePackets, long moreBytes) {
        if (isFull(morePackets, moreBytes)) {
            dropVolatile();
        }
        return !isFull(morePackets, moreBytes);
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
            count(packet, -1);
            session.traffic().out(1L + packet.bytes());
            progressed = true;
            settle();
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

    /** As {@link #isEmpty}, for any thread. */
    boolean isIdle() {
        return idle;
    }

    void releaseAll() {
        for (OutboundPacket packet = packets.poll(); packet != null; packet = packets.poll()) {
            count(packet, -1);
            session.loop().counters().unsent(1, packet.bytes());
            packet.data().release();
        }
        settle();
    }

    private boolean isFull(int morePackets, long moreBytes) {
        return bytes + moreBytes > limits.queueBytes() || (long) packets.size() + morePackets > limits.queuePackets();
    }

    /** All that may be dropped is, but for the attachments of a message whose text has left already. */
    private void dropVolatile() {
        if (volatiles == 0) {
            return;
        }
        boolean begun = true;
        for (Iterator<OutboundPacket> all = packets.iterator(); all.hasNext(); ) {
            OutboundPacket packet = all.next();
            begun &= packet.follows();
            if (packet.isVolatile() && !begun) {
                all.remove();
                count(packet, -1);
                packet.data().release();
                session.loop().counters().dropped(packet.follows() ? 0 : 1, packet.bytes());
            }
        }
        settle();
    }

    private void count(OutboundPacket packet, int sign) {
        bytes += sign * (long) packet.bytes();
        binaries += packet.binary() ? sign : 0;
        volatiles += packet.isVolatile() ? sign : 0;
        session.loop().counters().queued(sign, sign * (long) packet.bytes());
    }

    /** Packets were taken: nobody has to look after an empty queue. */
    private void settle() {
        if (packets.isEmpty()) {
            idle = true;
            unwatch();
        }
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
            session.loop().counters().refused(EngineRefusal.WRITE_STALL);
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
