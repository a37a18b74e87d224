package dev.socketwire.socketio.test;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Values of a program to packets and back, by its mapper: bytes leave their places to placeholders. Any thread. */
final class Values {
    private static final String PLACEHOLDER = "_placeholder";

    private final JsonMapper mapper;

    Values(JsonMapper mapper) {
        this.mapper = mapper;
    }

    JsonMapper mapper() {
        return mapper;
    }

    /** A value alone, such as the {@code auth}. */
    String json(Object value) {
        return mapper.writeValueAsString(value);
    }

    /** An event with its name. */
    WirePacket event(String namespace, long ackId, String name, @Nullable Object... arguments) {
        ArrayNode array = mapper.createArrayNode().add(name);
        return packet(WirePacket.EVENT, namespace, ackId, array, arguments);
    }

    /** An answer. */
    WirePacket ack(String namespace, long ackId, @Nullable Object... values) {
        return packet(WirePacket.ACK, namespace, ackId, mapper.createArrayNode(), values);
    }

    private WirePacket packet(char type, String namespace, long ackId, ArrayNode array, @Nullable Object... values) {
        List<byte[]> attachments = new ArrayList<>();
        for (Object value : values) {
            array.add(withoutBytes(tree(value), attachments));
        }
        char kind = attachments.isEmpty() ? type : (char) (type + WirePacket.BINARY_EVENT - WirePacket.EVENT);
        String json = mapper.writeValueAsString(array);
        return new WirePacket(kind, attachments.size(), namespace, ackId, json, attachments);
    }

    private JsonNode tree(@Nullable Object value) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        if (value == null) {
            return nodes.nullNode();
        } else if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return nodes.binaryNode(bytes);
        } else if (value instanceof InputStream stream) {
            try {
                return nodes.binaryNode(stream.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return mapper.valueToTree(value);
    }

    /** The arguments of an event (without its name) or of an answer. */
    TreeArguments arguments(WirePacket packet, int skip) {
        ArrayNode array = array(packet);
        for (int i = 0; i < skip; i++) {
            array.remove(0);
        }
        return new TreeArguments(mapper, array);
    }

    /** The name of an event. */
    String name(WirePacket packet) {
        return array(packet).get(0).asString();
    }

    private ArrayNode array(WirePacket packet) {
        return (ArrayNode) withBytes(mapper.readTree(packet.json()), packet.attachments());
    }

    private static JsonNode withoutBytes(JsonNode node, List<byte[]> attachments) {
        if (node.isBinary()) {
            ObjectNode placeholder = JsonNodeFactory.instance.objectNode();
            placeholder.put(PLACEHOLDER, true).put("num", attachments.size());
            attachments.add(node.binaryValue());
            return placeholder;
        }
        return inside(node, child -> withoutBytes(child, attachments));
    }

    private static JsonNode withBytes(JsonNode node, List<byte[]> attachments) {
        if (node.isObject() && node.path(PLACEHOLDER).isBoolean() && !attachments.isEmpty()) {
            return JsonNodeFactory.instance.binaryNode(
                    attachments.get(node.path("num").asInt()));
        }
        return inside(node, child -> withBytes(child, attachments));
    }

    private static JsonNode inside(JsonNode node, UnaryOperator<JsonNode> change) {
        if (node instanceof ArrayNode array) {
            ArrayNode changed = JsonNodeFactory.instance.arrayNode();
            array.forEach(child -> changed.add(change.apply(child)));
            return changed;
        } else if (node instanceof ObjectNode object) {
            ObjectNode changed = JsonNodeFactory.instance.objectNode();
            object.properties().forEach(entry -> changed.set(entry.getKey(), change.apply(entry.getValue())));
            return changed;
        }
        return node;
    }
}
