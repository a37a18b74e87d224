package dev.socketwire.socketio.codec;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.module.SimpleModule;

/** Streams as binary values, beside the {@code byte[]} and {@code ByteBuffer} that Jackson knows by itself. */
final class BinaryStreams extends SimpleModule {
    private static final long serialVersionUID = 1L;

    BinaryStreams() {
        super("socketwire-streams");
        addSerializer(InputStream.class, new Writing());
        addDeserializer(InputStream.class, new Reading());
    }

    /** Reads a stream to its end; who has opened it closes it. */
    private static final class Writing extends ValueSerializer<InputStream> {
        @Override
        public void serialize(InputStream value, JsonGenerator generator, SerializationContext context) {
            generator.writeBinary(value, -1);
        }

        @Override
        public void serializeWithType(
                InputStream value, JsonGenerator generator, SerializationContext context, TypeSerializer types) {
            serialize(value, generator, context);
        }
    }

    private static final class Reading extends ValueDeserializer<InputStream> {
        @Override
        public InputStream deserialize(JsonParser parser, DeserializationContext context) {
            return new ByteArrayInputStream(context.readValue(parser, byte[].class));
        }
    }
}
