package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Puts attachments where their placeholders stand: {@code {"_placeholder":true,"num":0}}. */
final class Placeholders {
    private Placeholders() {}

    /** A parser over the same values, with bytes in place of placeholders. */
    static JsonParser filled(JsonCodec json, JsonParser parser, List<ByteBuf> attachments)
            throws PacketFormatException {
        JsonNode tree;
        try (parser) {
            tree = json.reader.readTree(parser);
        } catch (JacksonException e) {
            throw new PacketFormatException("payload is no JSON");
        }
        return json.mapper.treeAsTokens(replace(tree, attachments));
    }

    /** The depth is that of the parser's limit, so recursion ends. */
    private static JsonNode replace(JsonNode node, List<ByteBuf> attachments) throws PacketFormatException {
        if (node instanceof ObjectNode object) {
            if (object.path("_placeholder").isBoolean()
                    && object.path("_placeholder").booleanValue()) {
                return bytes(object.path("num"), attachments);
            }
            for (String name : List.copyOf(object.propertyNames())) {
                object.set(name, replace(object.get(name), attachments));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, replace(array.get(i), attachments));
            }
        }
        return node;
    }

    private static JsonNode bytes(JsonNode number, List<ByteBuf> attachments) throws PacketFormatException {
        if (!number.isInt() || number.intValue() < 0 || number.intValue() >= attachments.size()) {
            throw new PacketFormatException("placeholder names no attachment of " + attachments.size());
        }
        return JsonNodeFactory.instance.binaryNode(ByteBufUtil.getBytes(attachments.get(number.intValue())));
    }
}
