package dev.socketwire.fuzz;

import dev.socketwire.engineio.codec.PacketSink;
import dev.socketwire.engineio.codec.PacketType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes down what an Engine.IO codec tells; text has to be UTF-8, as the sink was promised. */
final class PayloadLog implements PacketSink {
    private final List<Told> told = new ArrayList<>();

    /**
     * One packet.
     *
     * @param type null for a binary message
     * @param hex its data
     */
    record Told(@Nullable PacketType type, String hex) {
        ByteBuf data() {
            return Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
        }
    }

    List<Told> told() {
        return told;
    }

    @Override
    public void onPacket(PacketType type, ByteBuf data) {
        byte[] bytes = ByteBufUtil.getBytes(data);
        if (!Utf8.is(bytes)) {
            throw new AssertionError(type + " with data that is no UTF-8");
        }
        told.add(new Told(type, HexFormat.of().formatHex(bytes)));
    }

    @Override
    public void onBinary(ByteBuf data) {
        told.add(new Told(null, HexFormat.of().formatHex(ByteBufUtil.getBytes(data))));
    }
}
