package dev.socketwire.engineio.netty;

import dev.socketwire.engineio.DisconnectReason;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.Dialect;
import dev.socketwire.engineio.codec.PacketCodec;
import dev.socketwire.engineio.codec.PacketType;
import dev.socketwire.engineio.session.PushTransport;
import dev.socketwire.engineio.session.Session;
import dev.socketwire.engineio.session.SharedMessage;
import dev.socketwire.engineio.session.Tally;
import dev.socketwire.frames.CloseCode;
import dev.socketwire.frames.codec.MessageWriter;
import dev.socketwire.frames.netty.FrameChannelHandler;
import dev.socketwire.frames.netty.FrameListener;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import org.jspecify.annotations.Nullable;

/** A session's packets as WebSocket messages. The channel lives on the home loop of the session. */
final class WebSocketTransport implements PushTransport, FrameListener {
    /** Never released; each ping is a view of it. */
    private static final ByteBuf PING =
            Unpooled.unreleasableBuffer(MessageWriter.textInPlace(PacketCodec.of(Revision.V4)
                    .packetInPlace(
                            PacketType.PING,
                            Unpooled.directBuffer(Session.HEADROOM).setIndex(Session.HEADROOM, Session.HEADROOM))));

    /** Those whose binary messages are nothing but data. */
    private static final Dialect MOST_CLIENTS = Dialect.of(Revision.V4);

    private final FrameChannelHandler frames;
    private final Dialect dialect;
    private final Tally<EngineRefusal> refusals;
    private @Nullable Session session;

    WebSocketTransport(FrameChannelHandler frames, Dialect dialect, Tally<EngineRefusal> refusals) {
        this.frames = frames;
        this.dialect = dialect;
        this.refusals = refusals;
    }

    /** The handler of the channel; it tells this transport. */
    FrameChannelHandler handler() {
        return frames;
    }

    /** Sets whose packets they are; once, with the handler in its pipeline. What has come already is read now. */
    void attach(Session owner) {
        session = owner;
        frames.listen(this);
    }

    @Override
    public TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean isWritable() {
        return frames.isWritable();
    }

    @Override
    public void wake() {
        // Nothing to be done: what waits is pushed when the channel becomes writable.
    }

    @Override
    public void text(ByteBuf packet, boolean compress) {
        frames.sendText(packet, compress);
    }

    @Override
    public void binary(ByteBuf data, boolean compress) {
        PacketCodec codec = PacketCodec.of(dialect.revision());
        if (dialect.base64()) {
            ByteBuf packet = codec.base64Packet(data, Session.HEADROOM);
            data.release();
            frames.sendText(packet, compress);
        } else {
            frames.sendBinary(codec.binaryMessage(data), compress);
        }
    }

    @Override
    public void ping() {
        frames.sendFrame(PING.duplicate());
    }

    @Override
    public void shared(SharedMessage message, boolean compress) {
        boolean same = message.binaries().isEmpty() || dialect.equals(MOST_CLIENTS);
        if (same && !frames.compresses()) {
            frames.sendShared(message.webSocketFrames(), message);
        } else {
            sendOneByOne(message, compress);
        }
    }

    @Override
    public boolean tookBytes() {
        return frames.tookBytes();
    }

    @Override
    public void setReading(boolean reading) {
        frames.setReading(reading);
    }

    @Override
    public void end() {
        frames.close(CloseCode.NO_STATUS, "");
    }

    @Override
    public void onText(ByteBuf payload) {
        if (session != null) {
            session.onText(this, payload);
        }
    }

    @Override
    public void onBinary(ByteBuf payload) {
        if (session != null) {
            session.onBinary(this, payload);
        }
    }

    @Override
    public void onWritabilityChanged(boolean writable) {
        if (writable && session != null) {
            session.onWritable(this);
        }
    }

    @Override
    public void onClosed(Closed how) {
        if (session == null) {
            return;
        }
        EngineRefusal refusal = refusalOf(how);
        if (refusal != null) {
            refusals.count(refusal);
        }
        if (how.violation()) {
            session.fail(this, DisconnectReason.TRANSPORT_ERROR, how.reason());
        } else {
            session.fail(this, DisconnectReason.TRANSPORT_CLOSE, null);
        }
    }

    private static @Nullable EngineRefusal refusalOf(Closed how) {
        if (how.violation()) {
            return switch (how.code()) {
                case CloseCode.TOO_BIG -> EngineRefusal.MESSAGE_BYTES;
                case CloseCode.POLICY_VIOLATION -> EngineRefusal.FRAGMENTS;
                default -> EngineRefusal.MALFORMED_FRAME;
            };
        }
        return how.isUnanswered() ? EngineRefusal.CLOSE_TIMEOUT : null;
    }

    /**
     * Each compressing connection has a state of its own, and the binary messages of old clients look otherwise: nothing but
     * the content is shared.
     */
    private void sendOneByOne(SharedMessage message, boolean compress) {
        if (message.hasText()) {
            sendText(message, compress);
        }
        for (ByteBuf binary : message.binaries()) {
            binary(binary.retainedSlice(), compress);
        }
    }

    private void sendText(SharedMessage message, boolean compress) {
        ByteBuf text = message.text();
        ByteBuf packet = ByteBufAllocator.DEFAULT.buffer(Session.HEADROOM + 1 + text.readableBytes());
        packet.setIndex(Session.HEADROOM, Session.HEADROOM).writeByte('4').writeBytes(text);
        text.release();
        frames.sendText(packet, compress);
    }
}
