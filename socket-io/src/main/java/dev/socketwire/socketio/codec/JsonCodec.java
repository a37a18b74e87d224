package dev.socketwire.socketio.codec;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * How JSON is read and written by one server: the program's mapper, with our values added, behind a parser that is strict and
 * keeps the limits. Immutable, safe from any thread.
 */
public final class JsonCodec {
    final JsonMapper mapper;
    final JsonFactory parsers;
    final ObjectWriter writer;
    final ObjectReader reader;

    private JsonCodec(JsonMapper mapper, JsonFactory parsers) {
        this.mapper = mapper;
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
                .build();
        return new JsonCodec(mapper.rebuild().addModule(new JavaScriptValues()).build(), parsers);
    }
}
