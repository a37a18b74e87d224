package dev.socketwire.socketio.codec;

import java.lang.reflect.Type;
import java.util.List;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.ObjectReader;

/** The types of a listener's arguments, made ready once for every event to come. Immutable, any thread. */
public final class ArgumentTypes {
    final List<ObjectReader> readers;
    final List<JavaType> types;
    final List<String> names;

    /** Whether there are strings only, which hardly ever need a parser. */
    final boolean textOnly;

    /** The types of a listener, in order. */
    public ArgumentTypes(JsonCodec json, List<? extends Type> arguments) {
        names = arguments.stream().map(Type::getTypeName).toList();
        types = arguments.stream()
                .map(type -> json.mapper.getTypeFactory().constructType(type))
                .toList();
        textOnly = types.stream().allMatch(type -> type.hasRawClass(String.class));
        readers = types.stream().map(type -> json.reader.forType(type)).toList();
    }

    /** Whether there is one alone, and it is that. */
    public boolean isOnly(Class<?> type) {
        return count() == 1 && types.get(0).hasRawClass(type);
    }

    /** How many there are. */
    public int count() {
        return types.size();
    }
}
