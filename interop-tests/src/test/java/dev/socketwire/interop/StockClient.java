package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stock client with a program that runs the scenarios with it, and prints one line of JSON for each:
 * {@code {"name", "ok", "detail"}}.
 *
 * @param command what to run; {@code --way} and {@code --control} are added
 */
record StockClient(String name, Path folder, List<String> command) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** Every scenario that this client has, over one way. */
    List<Outcome> run(ServerUnderTest server, Way way) {
        List<String> full = new ArrayList<>(command);
        full.addAll(
                List.of("--way", way.toString(), "--control", server.control().toString()));
        try (Program program = Program.start(folder, full)) {
            List<Outcome> outcomes =
                    program.readAll().stream().map(StockClient::outcome).toList();
            assertThat(program.exitCode())
                    .as("the end of %s over %s", name, way)
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(0);
            return outcomes;
        }
    }

    private static Outcome outcome(String line) {
        JsonNode json = JSON.readTree(line);
        return new Outcome(
                json.get("name").asString(),
                json.get("ok").asBoolean(),
                json.get("detail").asString());
    }

    @Override
    public String toString() {
        return name;
    }
}
