package dev.socketwire.interop;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Clients by ways: how many scenarios passed of how many. Any thread. */
final class Matrix {
    static final String HEAD = Stream.of(Way.values()).map(Way::toString).collect(joining(" | ", "| client | ", " |"));

    private final Map<String, Map<Way, List<Outcome>>> rows = new LinkedHashMap<>();

    synchronized void note(String client, Way way, List<Outcome> outcomes) {
        rows.computeIfAbsent(client, name -> new EnumMap<>(Way.class)).put(way, outcomes);
    }

    /** What went wrong with a client: a cell without a scenario is wrong, too. */
    synchronized List<String> failures(String client) {
        return rows.getOrDefault(client, Map.of()).entrySet().stream()
                .flatMap(cell -> failures(cell.getKey(), cell.getValue()))
                .toList();
    }

    private static Stream<String> failures(Way way, List<Outcome> outcomes) {
        return outcomes.isEmpty()
                ? Stream.of(way + ": no scenario was run")
                : outcomes.stream()
                        .filter(outcome -> !outcome.ok())
                        .map(outcome -> way + ": " + outcome.name() + ": " + outcome.detail());
    }

    /** A line of the table for each client, in the order of their running. */
    synchronized List<String> lines() {
        return rows.entrySet().stream()
                .map(row -> line(row.getKey(), row.getValue()))
                .toList();
    }

    private static String line(String client, Map<Way, List<Outcome>> cells) {
        return Stream.of(Way.values())
                .map(way -> cell(cells.getOrDefault(way, List.of())))
                .collect(joining(" | ", "| " + client + " | ", " |"));
    }

    private static String cell(List<Outcome> outcomes) {
        return outcomes.stream().filter(Outcome::ok).count() + "/" + outcomes.size();
    }

    /** Prints the table, and writes it to {@code target/matrix.md}. */
    void report() throws IOException {
        System.out.println(this);
        Files.writeString(Path.of(System.getProperty("interop.report")), toString());
    }

    @Override
    public String toString() {
        String rule = "|---|" + "---|".repeat(Way.values().length);
        return Stream.concat(Stream.of(HEAD, rule), lines().stream()).collect(joining("\n", "", "\n"));
    }
}
