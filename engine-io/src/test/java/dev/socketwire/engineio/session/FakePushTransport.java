package dev.socketwire.engineio.session;

import dev.socketwire.engineio.TransportName;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket without a socket: remembers what it was given. */
final class FakePushTransport implements PushTransport {
    final List<String> sent = new ArrayList<>();
    boolean writable = true;
    boolean reading = true;
    boolean ended;

    /** Whether the client has taken bytes of what was sent. */
    boolean tookBytes;

    /** How many packets it takes before it is full. */
    int room = Integer.MAX_VALUE;

    @Override
    public TransportName name() {
        return TransportName.WEBSOCKET;
    }

    @Override
    public boolean isWritable() {
        return writable && room > 0;
    }

    @Override
    public void wake() {
        // What waits is pushed when the test says that there is room.
    }

    @Override
    public void setReading(boolean on) {
        reading = on;
    }

    @Override
    public void end() {
        ended = true;
    }

    @Override
    public void text(ByteBuf packet, boolean compress) {
        add(packet.toString(StandardCharsets.UTF_8));
        packet.release();
    }

    @Override
    public void binary(ByteBuf data, boolean compress) {
        add("<" + ByteBufUtil.hexDump(data) + ">");
        data.release();
    }

    @Override
    public void ping() {
        add("2");
    }

    @Override
    public void shared(SharedMessage message, boolean compress) {
        if (message.hasText()) {
            ByteBuf text = message.text();
            add("4" + text.toString(StandardCharsets.UTF_8));
            text.release();
        }
        message.binaries().forEach(binary -> add("<" + ByteBufUtil.hexDump(binary) + ">"));
    }

    @Override
    public boolean tookBytes() {
        boolean took = tookBytes;
        tookBytes = false;
        return took;
    }

    private void add(String packet) {
        if (ended) {
            throw new AssertionError("sent after the end: " + packet);
        }
        room--;
        sent.add(packet);
    }
}
