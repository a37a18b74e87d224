package dev.socketwire.engineio.session;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** How often each of a few things has happened, which should happen seldom. Any thread. */
public final class Tally<K extends Enum<K>> {
    private final Class<K> type;

    /** All of them, from the beginning: only read. */
    private final Map<K, LongAdder> counts;

    /** Nothing has happened yet. */
    public Tally(Class<K> type) {
        this.type = type;
        counts = new EnumMap<>(type);
        EnumSet.allOf(type).forEach(kind -> counts.put(kind, new LongAdder()));
    }

    /** It has happened. */
    public void count(K kind) {
        add(kind, 1);
    }

    /** It has happened so many times. */
    public void add(K kind, long times) {
        Objects.requireNonNull(counts.get(kind)).add(times);
    }

    /** What has happened, and how often. */
    public Map<K, Long> counts() {
        Map<K, Long> counted = new EnumMap<>(type);
        counts.forEach((kind, count) -> {
            long times = count.sum();
            if (times > 0) {
                counted.put(kind, times);
            }
        });
        return counted;
    }
}
