package dev.socketwire.socketio.msgpack;

import dev.socketwire.engineio.PacketFormatException;
import dev.socketwire.socketio.msgpack.Tokens.Kind;
import dev.socketwire.socketio.spi.Payload;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One value of msgpack as JSON with its bytes beside it: what JavaScript's {@code JSON.stringify} makes of the value that the
 * client had, but for bytes, which stay bytes, and integers, which stay exact. Does not recurse.
 */
final class JsonFromMsgpack {
    /** The deepest nesting of arrays and maps, as of JSON. */
    static final int MAX_DEPTH = 100;

    /** The most values of bytes in one packet: each costs more in JSON than its two bytes of msgpack. */
    static final int MAX_ATTACHMENTS = 1000;

    private static final String PLACEHOLDER = "_placeholder";

    /** Integers that a {@code double} has all of; JavaScript's own numbers of this kind are written without a point. */
    private static final double SAFE = 1L << 53;

    /** The most milliseconds that a {@code Date} is away from 1970. */
    private static final long MOST_MILLIS = 8_640_000_000_000_000L;

    private static final DateTimeFormatter DATE =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private final Tokens tokens;
    private final JsonBytes json;
    private final List<byte[]> attachments = new ArrayList<>(0);

    // Of each open container, how many elements are to come, and whether it is a map.
    private int[] missing = new int[8];
    private boolean[] maps = new boolean[8];
    private int depth;

    private boolean lookalike;

    private JsonFromMsgpack(Tokens tokens) {
        this.tokens = tokens;
        this.json = new JsonBytes(tokens.left() + tokens.left() / 2);
    }

    /**
     * Reads a value to its end.
     *
     * @param tokens behind its first token
     * @param first the first token
     */
    static Payload read(Tokens tokens, Kind first) throws PacketFormatException {
        JsonFromMsgpack reading = new JsonFromMsgpack(tokens);
        reading.value(first);
        while (reading.depth > 0) {
            reading.step();
        }
        if (reading.lookalike && !reading.attachments.isEmpty()) {
            throw new PacketFormatException("map has a key " + PLACEHOLDER + " beside bytes");
        }
        return new Payload(reading.json.toArray(), reading.attachments);
    }

    /** Goes on in the innermost container. */
    private void step() throws PacketFormatException {
        int top = depth - 1;
        if (missing[top] == 0) {
            depth--;
            json.ascii(maps[top] ? '}' : ']');
            return;
        }
        missing[top]--;
        if (maps[top]) {
            member();
        } else {
            json.separate();
            value(tokens.next());
        }
    }

    /** A pair of a map; one that has no value is not there, as in JavaScript. */
    private void member() throws PacketFormatException {
        int before = json.size();
        json.separate();
        Kind key = tokens.next();
        if (key == Kind.TEXT) {
            json.text(tokens);
            lookalike |= tokens.is(PLACEHOLDER);
        } else if (key == Kind.INTEGER) {
            json.ascii("\"" + tokens.number() + "\"");
        } else {
            throw new PacketFormatException("key of a map is " + key + ", must be TEXT or INTEGER");
        }
        Kind value = tokens.next();
        if (value == Kind.UNDEFINED) {
            json.size(before);
        } else {
            json.ascii(':');
            value(value);
        }
    }

    private void value(Kind kind) throws PacketFormatException {
        switch (kind) {
            case NIL, UNDEFINED -> json.ascii("null");
            case FALSE -> json.ascii("false");
            case TRUE -> json.ascii("true");
            case INTEGER -> json.ascii(Long.toString(tokens.number()));
            case UNSIGNED -> json.ascii(Long.toUnsignedString(tokens.number()));
            case REAL -> json.ascii(number(tokens.real()));
            case TEXT -> json.text(tokens);
            case BYTES -> attach();
            case DATE -> json.ascii(date(tokens.number()));
            case EXTENSION -> {
                json.ascii("[" + tokens.number() + ",");
                attach();
                json.ascii(']');
            }
            case ARRAY, MAP -> open(kind == Kind.MAP);
        }
    }

    private void open(boolean map) throws PacketFormatException {
        if (depth == MAX_DEPTH) {
            throw new PacketFormatException("nesting exceeds " + MAX_DEPTH);
        }
        if (depth == missing.length) {
            missing = Arrays.copyOf(missing, 2 * depth);
            maps = Arrays.copyOf(maps, 2 * depth);
        }
        missing[depth] = tokens.length();
        maps[depth] = map;
        depth++;
        json.ascii(map ? '{' : '[');
    }

    private void attach() throws PacketFormatException {
        if (attachments.size() == MAX_ATTACHMENTS) {
            throw new PacketFormatException("values of bytes exceed " + MAX_ATTACHMENTS);
        }
        json.ascii("{\"" + PLACEHOLDER + "\":true,\"num\":" + attachments.size() + "}");
        attachments.add(Arrays.copyOfRange(tokens.message(), tokens.from(), tokens.from() + tokens.length()));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        boolean isWhole = value == Math.rint(value) && Math.abs(value) < SAFE;
        return isWhole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String date(long millis) {
        boolean isDate = millis >= -MOST_MILLIS && millis <= MOST_MILLIS;
        return isDate ? '"' + DATE.format(Instant.ofEpochMilli(millis)) + '"' : "null";
    }
}
