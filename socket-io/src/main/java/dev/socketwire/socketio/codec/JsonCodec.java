package dev.socketwire.socketio.codec;

import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TreeNode;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.ResolvedType;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How JSON is read and written by one server: values are bound as the program's mapper says; the syntax is ours. What comes
 * in is strict RFC 8259 in UTF-8, within the limits, no name twice in one object. What goes out looks as
 * {@code JSON.stringify} writes it, whatever the mapper says of layout. Immutable, safe from any thread.
 */
public final class JsonCodec {
    final JsonMapper mapper;
    final ObjectWriter writer;
    final ObjectReader reader;
    private final JsonFactory parsers;
    private final JsonLimits limits;
    private final ObjectReadContext context = new ReadContext();

    private JsonCodec(JsonMapper mapper, JsonFactory parsers, JsonLimits limits) {
        this.mapper = mapper;
        this.limits = limits;
        this.parsers = parsers;
        this.writer = mapper.writer();
        // An argument is followed by the next one: what comes behind it is not its business.
        this.reader = mapper.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    }

    /** A codec over the mapper of a program. */
    public static JsonCodec of(JsonMapper mapper, JsonLimits limits) {
        JsonFactory parsers = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxNumberLength(limits.maxNumberLength())
                        .maxStringLength(limits.maxStringBytes())
                        .maxNameLength(limits.maxStringBytes())
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Else zero bytes between the letters would make it UTF-16.
                .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                .build();
        JsonMapper ours = mapper.rebuild()
                .addModule(new BinaryStreams())
                .disable(SerializationFeature.INDENT_OUTPUT)
                .disable(JsonWriteFeature.ESCAPE_FORWARD_SLASHES, JsonWriteFeature.WRITE_HEX_UPPER_CASE)
                .enable(JsonWriteFeature.QUOTE_PROPERTY_NAMES, JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
                .build();
        return new JsonCodec(ours, parsers, limits);
    }

    /** A strict parser of bytes, which are borrowed until it is closed. */
    JsonParser parser(byte[] bytes, int offset, int length) {
        return parsers.createParser(context, bytes, offset, length);
    }

    /** A strict parser of a stream. */
    JsonParser parser(InputStream bytes) {
        return parsers.createParser(context, bytes);
    }

    /** What JSON of a peer may hold. */
    JsonLimits limits() {
        return limits;
    }

    /** What parsers of other sources need to know. */
    ObjectReadContext context() {
        return context;
    }

    /** Lets a deserializer of the program ask its parser for a tree or a value. */
    @SuppressWarnings("TypeParameterUnusedInFormals") // the interface has them
    private final class ReadContext extends ObjectReadContext.Base {
        @Override
        @SuppressWarnings("unchecked") // the caller's choice, as everywhere in this interface
        public <T extends TreeNode> T readTree(JsonParser parser) {
            return (T) reader.readTree(parser);
        }

        @Override
        public <T> T readValue(JsonParser parser, Class<T> type) {
            return reader.forType(type).readValue(parser);
        }

        @Override
        public <T> T readValue(JsonParser parser, TypeReference<T> type) {
            return reader.forType(type).readValue(parser);
        }

        @Override
        public <T> T readValue(JsonParser parser, ResolvedType type) {
            return reader.forType((JavaType) type).readValue(parser);
        }
    }
}
