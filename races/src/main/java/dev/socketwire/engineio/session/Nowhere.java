package dev.socketwire.engineio.session;

import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;

/** A WebSocket that leads nowhere: it counts. On one loop, but for {@link #isWritable}. */
public final class Nowhere implements PushTransport {
    /** Whether it takes packets. */
    public volatile boolean writable = true;

    /** Packets that it was given. */
    public int sent;

    /** How often it was ended. */
    public int ended;

    /** It takes packets. */
    public Nowhere() {}

    @Override
    public TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean isWritable() {
        return writable;
    }

    @Override
    public void wake() {
        // What waits is pushed when the race says so.
    }

    @Override
    public void setReading(boolean reading) {
        // Nothing is read.
    }

    @Override
    public void end() {
        ended++;
    }

    @Override
    public void text(ByteBuf packet, boolean compress) {
        sent++;
        packet.release();
    }

    @Override
    public void binary(ByteBuf data, boolean compress) {
        sent++;
        data.release();
    }

    @Override
    public void ping() {
        sent++;
    }

    @Override
    public void shared(SharedMessage message, boolean compress) {
        sent++;
    }

    @Override
    public boolean tookBytes() {
        return true;
    }
}
