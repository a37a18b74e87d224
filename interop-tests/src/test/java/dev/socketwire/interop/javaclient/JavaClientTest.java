package dev.socketwire.interop.javaclient;

import dev.socketwire.interop.Matrix;
import dev.socketwire.interop.Outcome;
import dev.socketwire.interop.ServerUnderTest;
import dev.socketwire.interop.Way;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.json.JSONException;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The stock Java client: every scenario over every way. */
@ExtendWith(Matrix.class)
class JavaClientTest {
    @ParameterizedTest(name = "over {0}")
    @EnumSource
    @Timeout(240)
    void passesEveryScenario(Way way, Matrix matrix) throws JSONException {
        List<Outcome> outcomes = new ArrayList<>();
        try (ServerUnderTest server = ServerUnderTest.start()) {
            scenarios().forEach((name, scenario) -> outcomes.add(run(server, way, name, scenario)));
        }
        matrix.expectAllPassed("io.socket:socket.io-client 2.1.2", way, outcomes);
    }

    private static Outcome run(ServerUnderTest server, Way way, String name, Scenario scenario) {
        try (Bench bench = new Bench(server, way)) {
            scenario.run(bench);
            return new Outcome(name, true, "");
        } catch (Exception | AssertionError e) {
            StringWriter detail = new StringWriter();
            e.printStackTrace(new PrintWriter(detail));
            return new Outcome(name, false, detail.toString());
        }
    }

    private static Map<String, Scenario> scenarios() throws JSONException {
        Map<String, Scenario> all = new LinkedHashMap<>();
        ValueScenarios.addTo(all);
        AckScenarios.addTo(all);
        NamespaceScenarios.addTo(all);
        LoadScenarios.addTo(all);
        EndScenarios.addTo(all);
        return all;
    }
}
