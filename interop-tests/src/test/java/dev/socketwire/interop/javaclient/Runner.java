package dev.socketwire.interop.javaclient;

import dev.socketwire.interop.ServerUnderTest;
import dev.socketwire.interop.Way;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.json.JSONException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs the scenarios with the stock Java client of its class path, as {@code runner.mjs} does with those for JavaScript:
 * {@code --client 1.0.2|2.1.2 --way polling|websocket|upgrade --control http://127.0.0.1:PORT}.
 */
public final class Runner {
    private Runner() {}

    /** Prints a line for each scenario. */
    public static void main(String[] args) throws JSONException {
        List<String> options = List.of(args);
        Way way = Way.valueOf(option(options, "--way").toUpperCase(Locale.ROOT));
        Server server = new Server(URI.create(option(options, "--control")));
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Generation generation = Generation.of(option(options, "--client"));
        scenarios(generation)
                .forEach(
                        (name, scenario) -> out.println(run(() -> new Bench(server, way, generation), name, scenario)));
        System.exit(0);
    }

    private static String option(List<String> options, String name) {
        return options.get(options.indexOf(name) + 1);
    }

    private static String run(Supplier<Bench> benches, String name, Scenario scenario) {
        String detail = "";
        try (Bench bench = benches.get()) {
            scenario.run(bench);
        } catch (Exception | AssertionError e) {
            StringWriter trace = new StringWriter();
            e.printStackTrace(new PrintWriter(trace));
            detail = trace.toString();
        }
        return JsonMapper.shared().writeValueAsString(Map.of("name", name, "ok", detail.isEmpty(), "detail", detail));
    }

    private static Map<String, Scenario> scenarios(Generation generation) throws JSONException {
        Map<String, Scenario> all = new LinkedHashMap<>();
        ValueScenarios.addTo(all, generation);
        AckScenarios.addTo(all, generation);
        NamespaceScenarios.addTo(all, generation);
        LoadScenarios.addTo(all);
        EndScenarios.addTo(all);
        return all;
    }

    /** The server of the test that runs this program. */
    private record Server(URI control) implements ServerUnderTest {
        @Override
        public void close() {
            // It belongs to the test.
        }
    }
}
