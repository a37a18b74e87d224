package dev.socketwire.interop.soak;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;

/** What all clients did and saw. Any thread. */
final class Tally {
    private static final int MOST_TOLD = 50;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final Queue<String> surprises = new ConcurrentLinkedQueue<>();

    void count(String what) {
        add(what, 1);
    }

    void add(String what, long number) {
        counts.computeIfAbsent(what, name -> new LongAdder()).add(number);
    }

    /** Something that must not be: an honest client on a healthy line was not served. */
    void surprise(String what) {
        count("surprises");
        if (surprises.size() < MOST_TOLD) {
            surprises.add(what);
        }
    }

    long of(String what) {
        LongAdder count = counts.get(what);
        return count == null ? 0 : count.sum();
    }

    /** By name. */
    Map<String, Long> counts() {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((what, count) -> sorted.put(what, count.sum()));
        return sorted;
    }

    /** The first of them. */
    List<String> surprises() {
        return List.copyOf(surprises);
    }
}
