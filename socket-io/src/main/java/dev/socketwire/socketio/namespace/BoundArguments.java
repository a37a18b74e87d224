package dev.socketwire.socketio.namespace;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.Arguments;
import dev.socketwire.socketio.codec.ArgumentReader;
import dev.socketwire.socketio.codec.Packet;
import dev.socketwire.socketio.codec.RawArguments;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/** The arguments of an event as bytes, bound when somebody asks. Immutable, any thread. */
final class BoundArguments implements Arguments, JacksonSerializable {
    private static final int SHOWN = 1_000;

    private final ArgumentReader reader;
    private final RawArguments raw;

    private BoundArguments(ArgumentReader reader, RawArguments raw) {
        this.reader = reader;
        this.raw = raw;
    }

    /** Copies the arguments of an event. */
    static BoundArguments of(ServerContext context, Packet packet) throws PacketFormatException {
        return new BoundArguments(context.arguments, context.arguments.raw(packet));
    }

    RawArguments raw() {
        return raw;
    }

    /** Beside other values they are one value: an array. */
    @Override
    public void serialize(JsonGenerator generator, SerializationContext context) {
        generator.writeStartArray();
        for (int i = 0; i < size(); i++) {
            context.writeValue(generator, get(i, JsonNode.class));
        }
        generator.writeEndArray();
    }

    @Override
    public void serializeWithType(JsonGenerator generator, SerializationContext context, TypeSerializer types) {
        serialize(generator, context);
    }

    /** As they came, for logs: JSON, cut where it is long. */
    @Override
    public String toString() {
        if (size() == 0) {
            return "[]";
        }
        int from = raw.starts()[0];
        int length = raw.end() - from;
        return "[" + new String(raw.json(), from, Math.min(length, SHOWN), StandardCharsets.UTF_8)
                + (length > SHOWN ? "…]" : "]");
    }

    @Override
    public int size() {
        return raw.size();
    }

    @Override
    public <T> T get(int index, Class<T> type) {
        return reader.readOne(raw, index, type);
    }

    @Override
    public Object get(int index, Type type) {
        return reader.readOne(raw, index, type);
    }
}
