package dev.socketwire.socketio.test;

import dev.socketwire.socketio.Arguments;
import java.lang.reflect.Type;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** Arguments as a tree, with the binary ones in their places. Immutable, any thread. */
final class TreeArguments implements Arguments {
    private static final int SHOWN = 200;

    private final JsonMapper mapper;
    private final ArrayNode values;

    TreeArguments(JsonMapper mapper, ArrayNode values) {
        this.mapper = mapper;
        this.values = values;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    @SuppressWarnings("unchecked") // what is bound to the class is of it, or of its box
    public <T> T get(int index, Class<T> type) {
        return (T) get(index, (Type) type);
    }

    @Override
    public Object get(int index, Type type) {
        if (index < 0 || index >= values.size()) {
            throw new IndexOutOfBoundsException("argument " + index + " of " + values.size());
        }
        JsonNode value = values.get(index);
        return mapper.treeToValue(value, mapper.constructType(type));
    }

    @Override
    public String toString() {
        String text = values.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    }
}
