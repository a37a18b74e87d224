package dev.socketwire.interop.soak;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** A server as it was at one moment. */
record Sample(long millis, Map<Figure, Long> figures) {
    private static final String WORD = "sample ";

    Sample {
        figures = Map.copyOf(figures);
    }

    long of(Figure figure) {
        return figures.getOrDefault(figure, 0L);
    }

    /** As one line. */
    String line() {
        return WORD + millis + " "
                + Arrays.stream(Figure.values())
                        .map(figure -> String.valueOf(of(figure)))
                        .collect(joining(" "));
    }

    static boolean isLine(String line) {
        return line.startsWith(WORD);
    }

    /** Of its line. */
    static Sample of(String line) {
        String[] words = line.substring(WORD.length()).split(" ");
        Map<Figure, Long> figures = new EnumMap<>(Figure.class);
        int next = 1;
        for (Figure figure : Figure.values()) {
            figures.put(figure, Long.parseLong(words[next++]));
        }
        return new Sample(Long.parseLong(words[0]), figures);
    }
}
