package dev.socketwire.socketio.codec;

import dev.socketwire.engineio.PacketFormatException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufUtil;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The arguments of an event or acknowledgement, from their bytes straight to the types that were asked for. A tree is made
 * only where somebody asks for one. The JSON is checked to its end whatever is asked for. Any thread.
 */
public final class ArgumentReader {
    /** Payloads outside the heap are copied into it below this size, and read as a stream above. */
    private static final int COPIED_BELOW = 1024;

    private static final byte[] NO_ARGUMENTS = {'[', ']'};

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
            List<@Nullable Object> values, @Nullable IllegalArgumentException misfit) {}

    /**
     * Binds arguments. More of them than types are not looked at; fewer are null, and a misfit where the type is primitive.
     *
     * @param packet borrowed
     * @param skip how many values come before the first argument: 1 for an event, for its name
     * @throws PacketFormatException where the payload is no JSON or names an attachment that is not there
     */
    public Outcome read(Packet packet, int skip, ArgumentTypes types) throws PacketFormatException {
        @Nullable Object[] values = new @Nullable Object[types.count()];
        ByteBuf payload = packet.json();
        if (payload == null) {
            return new Outcome(Arrays.asList(values), missing(types, 0));
        }
        if (types.textOnly && payload.readableBytes() < COPIED_BELOW && texts(payload, skip, values)) {
            return new Outcome(Arrays.asList(values), null);
        }
        try (JsonParser bytes = parser(payload);
                JsonParser parser = filled(bytes, attachments(packet))) {
            expect(parser.nextToken() == JsonToken.START_ARRAY);
            int index = -skip;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                expect(token != null);
                if (index >= 0 && index < values.length) {
                    IllegalArgumentException misfit = bind(parser, types, values, index);
                    if (misfit != null) {
                        // Where the parser stands now depends on who gave up; whether it is JSON does not.
                        check(payload);
                        return new Outcome(Arrays.asList(values), misfit);
                    }
                } else {
                    parser.skipChildren();
                }
                index++;
            }
            expect(parser.nextToken() == null && bytes.nextToken() == null);
            return new Outcome(Arrays.asList(values), missing(types, Math.max(index, 0)));
        } catch (JacksonException e) {
            throw noJson();
        }
    }

    /**
     * Copies the arguments of an event, unparsed but checked.
     *
     * @param packet borrowed
     * @throws PacketFormatException where the payload is no JSON or names an attachment that is not there
     */
    public RawArguments raw(Packet packet) throws PacketFormatException {
        byte[] all = packet.json() == null ? NO_ARGUMENTS : ByteBufUtil.getBytes(packet.json());
        List<byte[]> attachments = attachments(packet);
        int[] plain = ScalarScan.starts(all, json.limits().maxNumberLength());
        if (plain != null) {
            int skip = packet.kind() == Packet.Kind.EVENT ? 1 : 0;
            return new RawArguments(all, Arrays.copyOfRange(plain, skip, plain.length), all.length - 1, attachments);
        }
        checkPlaceholders(all, attachments);
        try (JsonParser parser = json.parser(all, 0, all.length)) {
            parser.nextToken();
            if (packet.kind() == Packet.Kind.EVENT) {
                parser.nextToken();
                parser.skipChildren();
            }
            int[] starts = new int[4];
            int size = 0;
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                expect(token != null);
                if (size == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * size);
                }
                starts[size++] = offset(parser);
                parser.skipChildren();
            }
            int to = offset(parser);
            expect(parser.nextToken() == null);
            return new RawArguments(all, Arrays.copyOf(starts, size), to, attachments);
        } catch (JacksonException e) {
            throw noJson();
        }
    }

    /**
     * Binds one of the arguments.
     *
     * @throws IndexOutOfBoundsException where there are fewer
     * @throws JacksonException where it does not fit
     * @throws IllegalStateException where they were not checked when they came
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T readOne(RawArguments raw, int index, Type type) {
        int from = raw.starts()[Objects.checkIndex(index, raw.size())];
        int to = end(raw, index);
        try (JsonParser bytes = json.parser(raw.json(), from, to - from);
                JsonParser parser = filled(bytes, raw.attachments())) {
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
        try (JsonParser parser = parser(payload)) {
            parser.nextToken();
            parser.skipChildren();
            expect(parser.nextToken() == null);
        } catch (JacksonException e) {
            throw noJson();
        }
    }

    /**
     * Binds a whole payload, such as the auth of a CONNECT.
     *
     * @throws JacksonException where it is no JSON or does not fit
     */
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T readWhole(byte[] payload, Type type) {
        try (JsonParser parser = json.parser(payload, 0, payload.length)) {
            return json.reader
                    .forType(json.mapper.getTypeFactory().constructType(type))
                    .readValue(parser);
        }
    }

    /** Binds strings that need no decoding; false where the parser has to look. */
    private boolean texts(ByteBuf payload, int skip, @Nullable Object[] values) {
        byte[] all = ByteBufUtil.getBytes(payload);
        int[] starts = ScalarScan.starts(all, json.limits().maxNumberLength());
        if (starts == null) {
            return false;
        }
        for (int i = 0; i < values.length && i + skip < starts.length; i++) {
            int from = starts[i + skip];
            int to = i + skip + 1 < starts.length ? starts[i + skip + 1] - 1 : all.length - 1;
            if (all[from] != '"' || !isPlain(all, from + 1, to - 1)) {
                return false;
            }
            values[i] = new String(all, from + 1, to - from - 2, StandardCharsets.UTF_8);
        }
        return true;
    }

    private static boolean isPlain(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text[i] == '\\') {
                return false;
            }
        }
        return true;
    }

    /**
     * Binds one value; returns what is wrong where it does not fit. Whatever a deserializer throws means that: it may be the
     * program's own, and even those of Jackson tell of a number out of range as if it were bad syntax. Jackson's exceptions
     * quote the client, and are not kept; an error, say a stack that was too small, is.
     */
    private static @Nullable IllegalArgumentException bind(
            JsonParser parser, ArgumentTypes types, @Nullable Object[] values, int index) {
        if (parser.currentToken() == JsonToken.VALUE_STRING
                && types.types.get(index).hasRawClass(String.class)) {
            values[index] = parser.getString();
            return null;
        }
        try {
            values[index] = types.readers.get(index).readValue(parser);
        } catch (RuntimeException e) {
            return misfit(types, index, "does not fit");
        } catch (Error e) {
            IllegalArgumentException misfit = misfit(types, index, "does not fit");
            misfit.initCause(e);
            return misfit;
        }
        return values[index] == null && types.types.get(index).isPrimitive()
                ? misfit(types, index, "is null, must be")
                : null;
    }

    private static @Nullable IllegalArgumentException missing(ArgumentTypes types, int from) {
        for (int i = from; i < types.count(); i++) {
            if (types.types.get(i).isPrimitive()) {
                return misfit(types, i, "is missing, must be");
            }
        }
        return null;
    }

    private static IllegalArgumentException misfit(ArgumentTypes types, int index, String what) {
        return new IllegalArgumentException("argument " + index + " " + what + " " + types.names.get(index));
    }

    private static int offset(JsonParser parser) {
        return (int) parser.currentTokenLocation().getByteOffset();
    }

    /** Up to the next value there is white space and one comma. */
    private static int end(RawArguments raw, int index) {
        if (index + 1 == raw.size()) {
            return raw.end();
        }
        int comma = raw.starts()[index + 1] - 1;
        while (raw.json()[comma] != ',') {
            comma--;
        }
        return comma;
    }

    private void checkPlaceholders(byte[] payload, List<byte[]> attachments) throws PacketFormatException {
        if (!attachments.isEmpty()) {
            try (JsonParser parser = json.parser(payload, 0, payload.length)) {
                filled(parser, attachments).close();
            }
        }
    }

    private static List<byte[]> attachments(Packet packet) {
        return packet.attachments().isEmpty()
                ? List.of()
                : packet.attachments().stream().map(ByteBufUtil::getBytes).toList();
    }

    private JsonParser parser(ByteBuf payload) {
        int length = payload.readableBytes();
        if (payload.hasArray()) {
            return json.parser(payload.array(), payload.arrayOffset() + payload.readerIndex(), length);
        }
        // The duplicate keeps the indices of what is borrowed.
        return length < COPIED_BELOW
                ? json.parser(ByteBufUtil.getBytes(payload), 0, length)
                : json.parser(new ByteBufInputStream(payload.duplicate()));
    }

    /** The same parser where there are no attachments. */
    private JsonParser filled(JsonParser bytes, List<byte[]> attachments) throws PacketFormatException {
        return attachments.isEmpty() ? bytes : Placeholders.filled(json, bytes, attachments);
    }

    private static void expect(boolean fits) throws PacketFormatException {
        if (!fits) {
            throw noJson();
        }
    }

    private static PacketFormatException noJson() {
        return new PacketFormatException("payload is no JSON array");
    }
}
