package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.util.TokenBuffer;

/**
 * Puts attachments where their placeholders stand. A placeholder is an object of two members, {@code "_placeholder": true}
 * and {@code "num"}, in either order. Any other object with a {@code "_placeholder"} is a fault, wherever it stands in it: clients
 * would take it for a placeholder, where it is sent on as it came. Several may name the same attachment: they share its bytes.
 */
final class Placeholders {
    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";

    private final JsonParser parser;
    private final List<byte[]> attachments;
    private final TokenBuffer out;

    /** As many as attachments may be: or a few bytes of text could stand for a large attachment again and again. */
    private final int most;

    private int found;

    private Placeholders(JsonCodec json, JsonParser parser, List<byte[]> attachments) {
        this.parser = parser;
        this.attachments = attachments;
        // Parsers may read more attachments, each with a placeholder of its own.
        this.most = Math.max(PacketDecoder.MAX_ATTACHMENTS, attachments.size());
        this.out = TokenBuffer.forBuffering(parser, json.context());
    }

    /**
     * A parser over the next value, with bytes in place of placeholders.
     *
     * @param parser before the value; at its last token afterwards
     * @throws PacketFormatException where the value is no JSON, or a placeholder is none
     */
    static JsonParser filled(JsonCodec json, JsonParser parser, List<byte[]> attachments) throws PacketFormatException {
        Placeholders filling = new Placeholders(json, parser, attachments);
        try {
            filling.copyValue();
        } catch (JacksonException e) {
            throw new PacketFormatException("payload is no JSON");
        }
        return filling.out.asParser(json.context());
    }

    private void copyValue() throws PacketFormatException {
        int depth = 0;
        JsonToken token = parser.nextToken();
        while (true) {
            if (token == JsonToken.START_OBJECT) {
                if (!replaceObject()) {
                    depth++;
                    token = parser.currentToken();
                    continue;
                }
            } else {
                if (token == JsonToken.PROPERTY_NAME && parser.currentName().equals(MARK)) {
                    throw lookalike();
                }
                out.copyCurrentEvent(parser);
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            }
            if (depth == 0) {
                return;
            }
            token = parser.nextToken();
        }
    }

    /**
     * Looks at the first members of an object. Either it is a placeholder and replaced as a whole, and the parser is at its
     * end; or what was looked at is copied, and the parser is at the first token that is not.
     */
    private boolean replaceObject() throws PacketFormatException {
        boolean named = false;
        boolean marked = false;
        int number = -1;
        TokenBuffer seen = out;
        JsonToken token = parser.nextToken();
        while (token == JsonToken.PROPERTY_NAME && isMember(parser.currentName())) {
            boolean mark = parser.currentName().equals(MARK);
            named |= mark;
            if (seen == out) {
                seen = TokenBuffer.forGeneration();
                seen.writeStartObject();
            }
            seen.copyCurrentEvent(parser);
            token = parser.nextToken();
            if (!token.isScalarValue()) {
                break;
            }
            if (mark) {
                marked = token == JsonToken.VALUE_TRUE;
            } else {
                number = index(token);
            }
            seen.copyCurrentEvent(parser);
            token = parser.nextToken();
        }
        if (marked) {
            replace(number, token == JsonToken.END_OBJECT);
        } else if (named) {
            throw lookalike();
        } else if (seen == out) {
            out.writeStartObject();
        } else {
            out.append(seen);
        }
        return marked;
    }

    private static PacketFormatException lookalike() {
        return new PacketFormatException("object has a property " + MARK + " and is no placeholder");
    }

    private static boolean isMember(String name) {
        return name.equals(MARK) || name.equals(NUMBER);
    }

    private int index(JsonToken token) {
        return token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() == JsonParser.NumberType.INT
                ? parser.getIntValue()
                : -1;
    }

    private void replace(int number, boolean ends) throws PacketFormatException {
        if (!ends || number < 0 || number >= attachments.size()) {
            throw new PacketFormatException("placeholder names none of " + attachments.size() + " attachments");
        }
        if (++found > most) {
            throw new PacketFormatException("placeholders exceed " + most);
        }
        out.writeEmbeddedObject(attachments.get(number));
    }
}
