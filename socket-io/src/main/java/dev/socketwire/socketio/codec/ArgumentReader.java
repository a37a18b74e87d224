package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;

/**
 * The arguments of an event or acknowledgement, from their bytes straight to the types that were asked for. A tree is made
 * only where somebody asks for one, and of a packet with attachments, to put them in their places. The JSON is checked to its
 * end whatever is asked for. Any thread.
 */
public final class ArgumentReader {
    private final JsonCodec json;

    /** A reader of arguments. */
    public ArgumentReader(JsonCodec json) {
        this.json = json;
    }

    /**
     * What came of a payload.
     *
     * @param values the arguments, one for each type; null where the payload had fewer
     * @param misfit what did not fit its type; null where all did
     */
    public record Outcome(
            List<@Nullable Object> values, @Nullable String misfit) {}

    /**
     * Binds arguments.
     *
     * @param packet borrowed
     * @param skip how many values come before the first argument: 1 for an event, for its name
     * @throws PacketFormatException where the payload is no JSON or names an attachment that is not there
     */
    public Outcome read(Packet packet, int skip, ArgumentTypes types) throws PacketFormatException {
        @Nullable Object[] values = new @Nullable Object[types.count()];
        String misfit = null;
        ByteBuf payload = packet.json();
        if (payload == null) {
            return new Outcome(Arrays.asList(values), missing(types, 0));
        }
        try (JsonParser parser = parser(payload, packet.attachments())) {
            expect(parser.nextToken() == JsonToken.START_ARRAY);
            int index = -skip;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                expect(token != null);
                if (index >= 0 && index < values.length && misfit == null) {
                    misfit = bind(parser, types, values, index);
                } else {
                    parser.skipChildren();
                }
                index++;
            }
            expect(parser.nextToken() == null);
            if (misfit == null) {
                misfit = missing(types, Math.max(index, 0));
            }
            return new Outcome(Arrays.asList(values), misfit);
        } catch (StreamReadException e) {
            throw new PacketFormatException("payload is no JSON");
        }
    }

    /**
     * Copies the arguments of an event, unparsed but checked.
     *
     * @param packet borrowed
     * @throws PacketFormatException where the payload is no JSON or names an attachment that is not there
     */
    public RawArguments raw(Packet packet) throws PacketFormatException {
        byte[] all = packet.json() == null ? new byte[] {'[', ']'} : ByteBufUtil.getBytes(packet.json());
        List<byte[]> attachments =
                packet.attachments().stream().map(ByteBufUtil::getBytes).toList();
        if (!packet.attachments().isEmpty() && packet.json() != null) {
            parser(packet.json(), packet.attachments()).close();
        }
        try (JsonParser parser = json.parsers.createParser(ObjectReadContext.empty(), all)) {
            parser.nextToken();
            parser.nextToken();
            int from = -1;
            int size = 0;
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                expect(parser.currentToken() != null);
                if (size++ == 0) {
                    from = (int) parser.currentTokenLocation().getByteOffset();
                }
                parser.skipChildren();
            }
            int to = (int) parser.currentTokenLocation().getByteOffset();
            expect(parser.nextToken() == null);
            return new RawArguments(size == 0 ? new byte[0] : Arrays.copyOfRange(all, from, to), attachments, size);
        } catch (StreamReadException e) {
            throw new PacketFormatException("payload is no JSON");
        }
    }

    /**
     * Binds one of the arguments.
     *
     * @throws IndexOutOfBoundsException where there are fewer
     * @throws JacksonException where it does not fit
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T readOne(RawArguments raw, int index, Type type) {
        Objects.checkIndex(index, raw.size());
        byte[] array = new byte[raw.json().length + 2];
        array[0] = '[';
        System.arraycopy(raw.json(), 0, array, 1, raw.json().length);
        array[array.length - 1] = ']';
        List<ByteBuf> attachments =
                raw.attachments().stream().map(Unpooled::wrappedBuffer).toList();
        try (JsonParser parser = parser(Unpooled.wrappedBuffer(array), attachments)) {
            parser.nextToken();
            for (int i = 0; i <= index; i++) {
                if (i > 0) {
                    parser.skipChildren();
                }
                parser.nextToken();
            }
            return json.reader
                    .forType(json.mapper.getTypeFactory().constructType(type))
                    .readValue(parser);
        } catch (PacketFormatException e) {
            throw new IllegalStateException("arguments were checked when they came", e);
        }
    }

    /**
     * Checks a payload that nobody wants.
     *
     * @param payload borrowed
     * @throws PacketFormatException where it is no JSON
     */
    public void check(ByteBuf payload) throws PacketFormatException {
        try (JsonParser parser = parser(payload, List.of())) {
            parser.nextToken();
            parser.skipChildren();
            expect(parser.nextToken() == null);
        } catch (JacksonException e) {
            throw new PacketFormatException("payload is no JSON");
        }
    }

    /**
     * Binds a whole payload, such as the auth of a CONNECT.
     *
     * @throws JacksonException where it is no JSON or does not fit
     */
    public <T> T readWhole(byte[] payload, Class<T> type) {
        try (JsonParser parser = json.parsers.createParser(ObjectReadContext.empty(), payload)) {
            return json.reader.forType(type).readValue(parser);
        }
    }

    /** Binds one value; returns what is wrong where it does not fit, and leaves the parser at its end. */
    private static @Nullable String bind(JsonParser parser, ArgumentTypes types, @Nullable Object[] values, int index) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                && types.types.get(index).hasRawClass(String.class)) {
            values[index] = parser.getString();
            return null;
        }
        int depth = parser.streamReadContext().getNestingDepth();
        boolean container = parser.currentToken().isStructStart();
        try {
            values[index] = types.readers.get(index).readValue(parser);
            return values[index] == null && types.types.get(index).isPrimitive()
                    ? "argument " + index + " is null, must be "
                            + types.types.get(index).toCanonical()
                    : null;
        } catch (StreamReadException e) {
            throw e;
        } catch (JacksonException e) {
            leave(parser, container ? depth - 1 : depth);
            return "argument " + index + " does not fit "
                    + types.types.get(index).toCanonical();
        }
    }

    /** Goes on to the end of the value whose binding failed somewhere within. */
    private static void leave(JsonParser parser, int depth) {
        while (parser.streamReadContext().getNestingDepth() > depth) {
            parser.nextToken();
        }
    }

    private static @Nullable String missing(ArgumentTypes types, int from) {
        for (int i = from; i < types.count(); i++) {
            if (types.types.get(i).isPrimitive()) {
                return "argument " + i + " is missing, must be "
                        + types.types.get(i).toCanonical();
            }
        }
        return null;
    }

    private JsonParser parser(ByteBuf payload, List<ByteBuf> attachments) throws PacketFormatException {
        JsonParser parser = payload.hasArray()
                ? json.parsers.createParser(
                        ObjectReadContext.empty(),
                        payload.array(),
                        payload.arrayOffset() + payload.readerIndex(),
                        payload.readableBytes())
                : json.parsers.createParser(ObjectReadContext.empty(), ByteBufUtil.getBytes(payload));
        return attachments.isEmpty() ? parser : Placeholders.filled(json, parser, attachments);
    }

    private static void expect(boolean fits) throws PacketFormatException {
        if (!fits) {
            throw new PacketFormatException("payload is no JSON array");
        }
    }
}
