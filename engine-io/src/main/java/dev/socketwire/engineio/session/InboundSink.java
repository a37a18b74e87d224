package dev.socketwire.engineio.session;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;

/**
 * What the packets of a client do to its session. Each session has its own: while the packets of one are told, an answer may
 * let the request of another one come to its turn.
 */
record InboundSink(Session session) implements PacketSink {
    /** A text message of a WebSocket; borrowed. */
    void text(ByteBuf message) {
        try {
            PacketCodec.of(session.revision()).decodeText(message, this);
        } catch (PacketFormatException e) {
            session.malformed(e);
        }
    }

    /** A binary message of a WebSocket; borrowed. */
    void binary(ByteBuf message) {
        try {
            PacketCodec.of(session.revision()).decodeBinary(message, this);
        } catch (PacketFormatException e) {
            session.malformed(e);
        }
    }

    @Override
    public void onPacket(PacketType type, ByteBuf data) {
        if (session.isClosed()) {
            return;
        }
        session.traffic().in(1L + data.readableBytes());
        PacketObserver observer = session.observer();
        if (observer != null) {
            observer.onReceived(Outbox.described(type, false, data));
        }
        if (type == PacketType.PING || type == PacketType.PONG) {
            onBeat(type);
            return;
        }
        session.heartbeat().onOtherPacket();
        if (!session.isOpen()) {
            return;
        }
        switch (type) {
            case MESSAGE -> session.listener().onText(data);
            case CLOSE -> session.closedByPeer();
            case PING, PONG, OPEN, UPGRADE, NOOP -> {
                // Nothing to be done: the reference takes them without a word, too.
            }
        }
    }

    @Override
    public void onBinary(ByteBuf data) {
        if (session.isOpen()) {
            session.traffic().in(1L + data.readableBytes());
            PacketObserver observer = session.observer();
            if (observer != null) {
                observer.onReceived(Outbox.described(PacketType.MESSAGE, true, data));
            }
            session.heartbeat().onOtherPacket();
            session.listener().onBinary(data);
        }
    }

    @Override
    public void onTooManyPackets() {
        session.loop().counters().refused(EngineRefusal.PACKETS_PER_PAYLOAD);
    }

    /** In revision 3 the client asks and the server answers, in revision 4 it is the other way round. */
    private void onBeat(PacketType type) {
        boolean clientAsks = session.revision() == Revision.V3;
        if (clientAsks == (type == PacketType.PING)) {
            session.heartbeat().onBeat();
            if (clientAsks && session.isOpen()) {
                session.outbox().text(PacketType.PONG, session.loop().withHeadroom(0), SendOptions.PLAIN);
            }
        } else if (session.isOpen()) {
            session.closeNow(DisconnectReason.TRANSPORT_ERROR, "invalid heartbeat direction");
        }
    }
}
