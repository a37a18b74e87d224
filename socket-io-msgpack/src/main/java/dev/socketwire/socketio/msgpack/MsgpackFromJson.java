package dev.socketwire.socketio.msgpack;

import dev.socketwire.socketio.spi.Payload;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON of ours as msgpack, with bytes where placeholders stand. It is read twice: msgpack says how many elements a container
 * has before it says what they are. Does not recurse.
 */
final class MsgpackFromJson {
    /** What a program may send is not limited here. */
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Integers that a {@code double} has all of. */
    private static final double SAFE = 1L << 53;

    private static final String MARK = "_placeholder";
    private static final String NUMBER = "num";

    private final List<byte[]> attachments;

    /** How many elements each container has, in the order in which they begin; below 0 the attachment that it stands for. */
    private int[] sizes = new int[8];

    private int containers;

    private MsgpackFromJson(List<byte[]> attachments) {
        this.attachments = attachments;
    }

    static void write(Payload payload, MsgpackBytes out) {
        MsgpackFromJson writing = new MsgpackFromJson(payload.attachments());
        try (JsonParser parser = parser(payload)) {
            writing.count(parser);
        }
        try (JsonParser parser = parser(payload)) {
            writing.write(parser, out);
        }
    }

    private static JsonParser parser(Payload payload) {
        return JSON.createParser(ObjectReadContext.empty(), payload.json());
    }

    private void count(JsonParser parser) {
        int[] open = new int[8];
        BitSet objects = new BitSet();
        int depth = 0;
        // Of the innermost object: whether it says that it is a placeholder, and of what.
        boolean marked = false;
        int number = -1;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            boolean isElement = depth > 0 && !objects.get(depth - 1) && !token.isStructEnd();
            if (isElement || token == JsonToken.PROPERTY_NAME) {
                sizes[open[depth - 1]]++;
            }
            if (token.isStructStart()) {
                open = depth < open.length ? open : Arrays.copyOf(open, 2 * depth);
                open[depth] = begin();
                objects.set(depth++, token == JsonToken.START_OBJECT);
                marked = false;
                number = -1;
            } else if (token.isStructEnd()) {
                int ended = open[--depth];
                if (marked && number >= 0 && sizes[ended] == 2) {
                    sizes[ended] = -1 - number;
                }
                marked = false;
                number = -1;
            } else if (token == JsonToken.VALUE_TRUE) {
                marked |= MARK.equals(parser.currentName());
            } else if (token == JsonToken.VALUE_NUMBER_INT && NUMBER.equals(parser.currentName())) {
                number = attachment(parser);
            }
        }
    }

    private int begin() {
        sizes = containers < sizes.length ? sizes : Arrays.copyOf(sizes, 2 * containers);
        return containers++;
    }

    private int attachment(JsonParser parser) {
        boolean isIndex =
                parser.getNumberType() == JsonParser.NumberType.INT && parser.getIntValue() < attachments.size();
        return isIndex ? parser.getIntValue() : -1;
    }

    private void write(JsonParser parser, MsgpackBytes out) {
        int next = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case START_OBJECT -> {
                    int size = sizes[next++];
                    if (size < 0) {
                        out.bin(attachments.get(-1 - size));
                        parser.skipChildren();
                    } else {
                        out.map(size);
                    }
                }
                case START_ARRAY -> out.array(sizes[next++]);
                case PROPERTY_NAME, VALUE_STRING -> out.text(parser.getString());
                case VALUE_NUMBER_INT -> integer(parser, out);
                case VALUE_NUMBER_FLOAT -> real(parser.getDoubleValue(), out);
                case VALUE_TRUE, VALUE_FALSE -> out.bool(token == JsonToken.VALUE_TRUE);
                case VALUE_NULL -> out.nil();
                case END_OBJECT, END_ARRAY -> {}
                case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT -> throw new IllegalStateException("not in JSON: " + token);
            }
        }
    }

    private static void integer(JsonParser parser, MsgpackBytes out) {
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            out.integer(parser.getLongValue());
            return;
        }
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() > 0 && value.bitLength() <= Long.SIZE) {
            out.unsigned(value.longValue());
        } else {
            out.real(value.doubleValue());
        }
    }

    /** What is no fraction is an integer, as JavaScript's numbers are. */
    private static void real(double value, MsgpackBytes out) {
        if (value == Math.rint(value) && Math.abs(value) < SAFE) {
            out.integer((long) value);
        } else {
            out.real(value);
        }
    }
}
