package dev.socketwire.interop;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Clients by ways: how many scenarios passed of how many. One for the whole run, handed to the tests as a parameter;
 * printed and written to {@code target/matrix.md} at the end.
 */
public final class Matrix implements ParameterResolver, AutoCloseable {
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(Matrix.class);

    private final Map<String, Map<Way, String>> rows = new LinkedHashMap<>();

    /** Notes the outcomes of a cell and fails where one of them did. */
    public void expectAllPassed(String client, Way way, List<Outcome> outcomes) {
        List<Outcome> failed =
                outcomes.stream().filter(outcome -> !outcome.ok()).toList();
        String cell = (outcomes.size() - failed.size()) + "/" + outcomes.size();
        rows.computeIfAbsent(client, name -> new LinkedHashMap<>()).put(way, cell);
        assertThat(failed)
                .as("%s over %s: %s", client, way, cell)
                .withFailMessage(() -> failed.stream()
                        .map(outcome -> outcome.name() + ": " + outcome.detail())
                        .collect(joining("\n", client + " over " + way + ", " + cell + "\n", "")))
                .isEmpty();
        assertThat(outcomes).as("scenarios of %s over %s", client, way).isNotEmpty();
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Matrix.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Matrix.class);
    }

    @Override
    public void close() throws IOException {
        String table = toString();
        System.out.println(table);
        Files.writeString(Path.of(System.getProperty("interop.report")), table);
    }

    @Override
    public String toString() {
        String head = Stream.of(Way.values()).map(Way::toString).collect(joining(" | ", "| client | ", " |\n"));
        String line = "|---|" + "---|".repeat(Way.values().length) + "\n";
        return rows.entrySet().stream()
                .map(row -> Stream.of(Way.values())
                        .map(way -> row.getValue().getOrDefault(way, "-"))
                        .collect(joining(" | ", "| " + row.getKey() + " | ", " |\n")))
                .collect(joining("", head + line, ""));
    }
}
