package dev.socketwire.frames.autobahn;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the report of the Autobahn suite and compares it, case by case, with {@code autobahn/expected.txt}: a change of one
 * case is a change of one line there. The plugin's own idea of success is too kind.
 */
public final class AutobahnReport {
    /** Where the suite writes its report, from the directory that Maven was started in. */
    static final Path INDEX = Path.of("target", "autobahntestsuite-reports", "index.json");

    private static final int CASES = 301;
    private static final Set<String> NO_FAULT = Set.of("OK", "INFORMATIONAL");

    private final Map<String, String> outcomes;
    private final List<String> faults = new ArrayList<>();

    private AutobahnReport(Map<String, String> outcomes) {
        this.outcomes = outcomes;
    }

    /**
     * Fails by throwing where the run was not what it has to be.
     *
     * @param arguments the file to write a summary to
     */
    public static void main(String[] arguments) throws IOException {
        AutobahnReport report = new AutobahnReport(read(INDEX));
        report.check(expected());
        String summary = report.summary();
        System.out.println(summary);
        Path file = Path.of(arguments[0]);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, summary);
        if (!report.faults.isEmpty()) {
            throw new IllegalStateException("Autobahn:\n" + String.join("\n", report.faults));
        }
    }

    private void check(Map<String, String> expected) {
        outcomes.forEach((id, outcome) -> {
            if (!outcome.equals(expected.get(id))) {
                faults.add(id + " is " + outcome + ", expected is " + expected.get(id));
            }
            for (String part : outcome.split(" ", -1)) {
                if (!NO_FAULT.contains(part)) {
                    faults.add(id + " is " + part);
                }
            }
        });
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeAll(outcomes.keySet());
        if (!missing.isEmpty()) {
            faults.add("these cases have not run: " + missing);
        }
        if (expected.size() != CASES) {
            faults.add(expected.size() + " cases are expected, the suite has " + CASES);
        }
    }

    private String summary() {
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.values().forEach(outcome -> counts.merge(outcome.split(" ", -1)[0], 1, Integer::sum));
        return "| Autobahn | cases | outcome |\n|---|---|---|\n| core | " + outcomes.size() + " | " + counts + " |\n";
    }

    /** Case to its outcome: what the suite thinks of the case itself, and of how it was closed. */
    private static Map<String, String> read(Path index) {
        JsonNode agent = JsonMapper.shared().readTree(index.toFile()).iterator().next();
        Map<String, String> outcomes = new TreeMap<>();
        agent.properties()
                .forEach(entry -> outcomes.put(
                        entry.getKey(),
                        entry.getValue().get("behavior").asString() + " "
                                + entry.getValue().get("behaviorClose").asString()));
        return outcomes;
    }

    private static Map<String, String> expected() {
        try (InputStream in = AutobahnReport.class.getResourceAsStream("/autobahn/expected.txt")) {
            Map<String, String> expected = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .forEach(columns -> expected.put(columns[0], columns[1]));
            return expected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
