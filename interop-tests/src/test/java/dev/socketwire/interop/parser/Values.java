package dev.socketwire.interop.parser;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Values as both sides can compare them: numbers are their bits. */
final class Values {
    private Values() {}

    /** Null, booleans and strings as they are; lists that begin with a letter for the rest. Members are sorted by their names. */
    static @Nullable Object told(@Nullable Object value) {
        return told(value, true);
    }

    /** The same with members in their own order. */
    static @Nullable Object inOrder(@Nullable Object value) {
        return told(value, false);
    }

    private static @Nullable Object told(@Nullable Object value, boolean sorts) {
        List<@Nullable Object> told = new ArrayList<>();
        if (value instanceof Number number) {
            told.add("n");
            // In JavaScript the two zeros are equal.
            long bits = Double.doubleToLongBits(number.doubleValue() + 0.0);
            told.add(HexFormat.of().toHexDigits(bits));
        } else if (value instanceof byte[] bytes) {
            told.add("b");
            told.add(HexFormat.of().formatHex(bytes));
        } else if (value instanceof List<?> list) {
            told.add("a");
            list.forEach(element -> told.add(told(element, sorts)));
        } else if (value instanceof Map<?, ?> map) {
            told.add("o");
            Map<?, ?> members = sorts ? new TreeMap<>(map) : map;
            members.forEach((name, member) -> {
                List<@Nullable Object> pair = new ArrayList<>();
                pair.add(name);
                pair.add(told(member, sorts));
                told.add(pair);
            });
        } else {
            return value;
        }
        return told;
    }

    /** Where a packet has no data at all. */
    static Object nothing() {
        return List.of("u");
    }
}
