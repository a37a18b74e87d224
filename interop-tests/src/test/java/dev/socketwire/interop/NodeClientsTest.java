package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The stock JavaScript clients: every scenario of {@code src/test/npm/scenarios} over every way. */
@ExtendWith(Matrix.class)
class NodeClientsTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    /** The stock clients by their names in {@code package.json}, newest first. */
    private static final List<StockClient> CLIENTS =
            List.of(new StockClient("c4", "socket.io-client 4.8.4"), new StockClient("c3", "socket.io-client 3.1.3"));

    @ParameterizedTest(name = "{0} over {1}")
    @MethodSource("cells")
    @Timeout(240)
    void passesEveryScenario(StockClient client, Way way, Matrix matrix) {
        try (ServerUnderTest server = ServerUnderTest.start();
                NodeProcess runner = NodeProcess.start(List.of(
                        "runner.mjs",
                        "--client",
                        client.alias(),
                        "--way",
                        way.toString(),
                        "--control",
                        server.control().toString()))) {
            List<Outcome> outcomes =
                    runner.readAll().stream().map(NodeClientsTest::outcome).toList();
            assertThat(runner.exitCode())
                    .as("all were run")
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(0);
            matrix.expectAllPassed(client.name(), way, outcomes);
        }
    }

    static Stream<Arguments> cells() {
        return CLIENTS.stream().flatMap(client -> Stream.of(Way.values()).map(way -> Arguments.of(client, way)));
    }

    private static Outcome outcome(String line) {
        JsonNode json = JSON.readTree(line);
        return new Outcome(
                json.get("name").asString(),
                json.get("ok").asBoolean(),
                json.get("detail").asString());
    }

    record StockClient(String alias, String name) {
        @Override
        public String toString() {
            return name;
        }
    }
}
