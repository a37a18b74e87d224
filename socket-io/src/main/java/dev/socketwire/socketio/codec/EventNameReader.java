package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The name of an event: the first value of its array, without a look at the rest. A number is a name too, with the text that
 * JavaScript has for it. Any thread.
 */
public final class EventNameReader {
    private static final Set<String> RESERVED =
            Set.of("connect", "connect_error", "disconnect", "disconnecting", "newListener", "removeListener");

    private final JsonCodec json;

    /** A reader of names. */
    public EventNameReader(JsonCodec json) {
        this.json = json;
    }

    /** Whether a name belongs to the protocol: neither side may send it. */
    public static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /**
     * The name of an event.
     *
     * @param payload borrowed: the array of the event
     * @throws PacketFormatException where it has none, or one that belongs to the protocol
     */
    public String read(ByteBuf payload) throws PacketFormatException {
        String name = plain(payload);
        if (name == null) {
            name = parsed(payload);
        }
        if (isReserved(name)) {
            throw new PacketFormatException("event name is reserved");
        }
        return name;
    }

    /** The name where it stands right behind the bracket and needs no decoding; else null. */
    private static @Nullable String plain(ByteBuf payload) {
        int start = payload.readerIndex() + 2;
        int end = payload.writerIndex();
        if (start >= end || payload.getByte(start - 1) != '"') {
            return null;
        }
        int quote = payload.indexOf(start, end, (byte) '"');
        if (quote < 0) {
            return null;
        }
        int odd = payload.forEachByte(start, quote - start, b -> b >= ' ' && b != '\\');
        return odd >= 0 ? null : payload.toString(start, quote - start, StandardCharsets.US_ASCII);
    }

    private String parsed(ByteBuf payload) throws PacketFormatException {
        byte[] bytes = ByteBufUtil.getBytes(payload);
        try (JsonParser parser = json.parser(bytes, 0, bytes.length)) {
            parser.nextToken();
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_STRING) {
                return parser.getString();
            }
            if (token != null && token.isNumeric() && Double.isFinite(parser.getDoubleValue())) {
                return JavaScriptNumbers.text(parser.getDoubleValue());
            }
        } catch (JacksonException e) {
            throw new PacketFormatException("event is no JSON");
        }
        throw new PacketFormatException("event name must be a string or a number");
    }
}
