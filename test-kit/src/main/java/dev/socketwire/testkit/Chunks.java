package dev.socketwire.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The ways in which a network may cut a run of bytes. */
public final class Chunks {
    private Chunks() {}

    /** All cuts in two, the empty ones at both ends included: {@code length + 1} of them. */
    public static Stream<List<byte[]>> everyCut(byte[] bytes) {
        return IntStream.rangeClosed(0, bytes.length)
                .mapToObj(at -> List.of(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at, bytes.length)));
    }

    /** All cuts into equal chunks (the last may be shorter), from one byte each to everything at once. */
    public static Stream<List<byte[]>> everySize(byte[] bytes) {
        return IntStream.rangeClosed(1, Math.max(1, bytes.length)).mapToObj(size -> ofSize(bytes, size));
    }

    /** Equal chunks; the last may be shorter. */
    public static List<byte[]> ofSize(byte[] bytes, int size) {
        List<byte[]> chunks = new ArrayList<>();
        for (int from = 0; from < bytes.length; from += size) {
            chunks.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + size)));
        }
        return chunks;
    }
}
