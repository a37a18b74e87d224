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
 * Reads the reports of the Autobahn suite and compares them, case by case, with {@code autobahn/expected.txt}: a change of one
 * case is a change of one line there. The plugin's own idea of success is too kind.
 */
public final class AutobahnReport {
    /** Where the plugin writes its report, from the directory that Maven was started in. */
    static final Path CORE = Path.of("target", "autobahntestsuite-reports", "index.json");

    private static final int CORE_CASES = 301;
    private static final int COMPRESSION_GROUPS = 12;
    private static final int LEAST_COMPRESSION_CASES = 40;
    private static final Set<String> NO_FAULT = Set.of("OK", "INFORMATIONAL");

    private final Map<String, String> expected;
    private final List<String> faults = new ArrayList<>();

    private AutobahnReport(Map<String, String> expected) {
        this.expected = expected;
    }

    /**
     * Fails by throwing where a run was not what it has to be.
     *
     * @param arguments the report of the compression cases, and the file to write a summary to
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> core = read(CORE);
        Map<String, String> compression = read(Path.of(arguments[0]));
        AutobahnReport report = new AutobahnReport(expected());
        report.checkCore(core);
        report.checkCompression(compression);
        String summary = "| Autobahn | cases | outcome |\n|---|---|---|\n"
                + row("core, groups 1 to 10", core)
                + row("compression, groups 12 and 13", compression);
        System.out.println(summary);
        Files.writeString(Path.of(arguments[1]), summary);
        if (!report.faults.isEmpty()) {
            throw new IllegalStateException("Autobahn:\n" + String.join("\n", report.faults));
        }
    }

    private void checkCore(Map<String, String> outcomes) {
        checkEach(outcomes);
        Set<String> missing = new TreeSet<>(expected.keySet());
        missing.removeIf(AutobahnReport::isCompression);
        missing.removeAll(outcomes.keySet());
        if (!missing.isEmpty()) {
            faults.add("these core cases have not run: " + missing);
        }
        if (outcomes.size() != CORE_CASES) {
            faults.add(outcomes.size() + " core cases have run, the suite has " + CORE_CASES);
        }
    }

    private void checkCompression(Map<String, String> outcomes) {
        checkEach(outcomes);
        Set<String> groups = new TreeSet<>();
        outcomes.keySet().stream()
                .filter(AutobahnReport::isCompression)
                .forEach(id -> groups.add(id.substring(0, id.lastIndexOf('.'))));
        if (groups.size() != COMPRESSION_GROUPS) {
            faults.add("compression cases of " + groups + " have run, there are " + COMPRESSION_GROUPS + " groups");
        }
        if (outcomes.size() < LEAST_COMPRESSION_CASES) {
            faults.add(outcomes.size() + " compression cases have run, the least is " + LEAST_COMPRESSION_CASES);
        }
    }

    private void checkEach(Map<String, String> outcomes) {
        outcomes.forEach((id, outcome) -> {
            if (!outcome.equals(expected.get(id))) {
                faults.add(id + " is " + outcome + ", expected is " + expected.get(id));
            }
            if (!NO_FAULT.containsAll(List.of(outcome.split(" ", -1)))) {
                faults.add(id + " is " + outcome + ", which cannot be expected");
            }
        });
    }

    private static String row(String name, Map<String, String> outcomes) {
        Map<String, Integer> counts = new TreeMap<>();
        outcomes.values().forEach(outcome -> counts.merge(outcome.split(" ", -1)[0], 1, Integer::sum));
        return "| " + name + " | " + outcomes.size() + " | " + counts + " |\n";
    }

    private static boolean isCompression(String id) {
        return id.startsWith("12.") || id.startsWith("13.");
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
