package dev.socketwire.socketio.codec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Values of chance, as JSON has them; the same seed gives the same. */
final class RandomValues {
    private static final String LETTERS = "ab/\"\\\n\u0000\u001f\u007fé€\ud83d\ude00\u2028";

    private RandomValues() {}

    /** With control characters, and with halves of surrogate pairs. */
    static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /** Null, a boolean, number, text, list or map, no deeper than told. */
    static @Nullable Object value(SplittableRandom random, int depth) {
        return switch (random.nextInt(depth > 0 ? 8 : 6)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt();
            case 3 -> random.nextLong(1L << 40, 1L << 62);
            case 4 -> random.nextInt() + 0.5;
            case 5 -> text(random);
            case 6 -> list(random, depth - 1);
            default -> map(random, depth - 1);
        };
    }

    /** Without halves of surrogate pairs, which names may not have. */
    private static String name(SplittableRandom random) {
        return text(random).replace("\ud83d", "").replace("\ude00", "");
    }

    private static List<@Nullable Object> list(SplittableRandom random, int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            list.add(value(random, depth));
        }
        return list;
    }

    private static Map<String, @Nullable Object> map(SplittableRandom random, int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            map.put(name(random), value(random, depth));
        }
        return map;
    }
}
