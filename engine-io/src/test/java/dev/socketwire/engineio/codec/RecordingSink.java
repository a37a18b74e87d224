package dev.socketwire.engineio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a codec tells: {@code MESSAGE hello} for a text packet, {@code binary 0102} for a binary one. */
final class RecordingSink implements PacketSink {
    private final List<String> events = new ArrayList<>();

    @Override
    public void onPacket(PacketType type, ByteBuf data) {
        events.add((type + " " + data.toString(StandardCharsets.UTF_8)).strip());
    }

    @Override
    public void onBinary(ByteBuf data) {
        events.add(("binary " + ByteBufUtil.hexDump(ByteBufUtil.getBytes(data))).strip());
    }

    List<String> events() {
        return events;
    }
}
