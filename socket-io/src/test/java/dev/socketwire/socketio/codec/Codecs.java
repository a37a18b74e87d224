package dev.socketwire.socketio.codec;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** What the tests of this package have in common. */
final class Codecs {
    static final int MAX_BYTES = 1_000_000;
    static final JsonCodec JSON = of(JsonMapper.builder().build());

    private Codecs() {}

    static JsonCodec of(JsonMapper mapper) {
        return JsonCodec.of(mapper, JsonLimits.forMessagesOf(MAX_BYTES));
    }

    static PacketEncoder encoder() {
        return new PacketEncoder(JSON, ByteBufAllocator.DEFAULT);
    }

    /** UTF-8 on the heap: nothing to release. */
    static ByteBuf bytes(String text) {
        return Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8));
    }

    /** An event as the decoder would tell of it. */
    static Packet event(String json, byte[]... attachments) {
        return packet(Packet.Kind.EVENT, json, attachments);
    }

    static Packet packet(Packet.Kind kind, String json, byte[]... attachments) {
        List<ByteBuf> binaries =
                List.of(attachments).stream().map(Unpooled::wrappedBuffer).toList();
        return new Packet(kind, "/", -1, bytes(json), binaries);
    }

    /** The text of a packet, which is released. */
    static String text(ByteBuf packet) {
        try {
            return packet.toString(StandardCharsets.UTF_8);
        } finally {
            packet.release();
        }
    }
}
