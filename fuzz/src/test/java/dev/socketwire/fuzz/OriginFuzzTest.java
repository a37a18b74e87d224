package dev.socketwire.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.http.Cors;
import dev.socketwire.engineio.http.Decision;
import dev.socketwire.engineio.http.EngineRequest;
import dev.socketwire.engineio.http.RequestRules;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Origins, and the headers that a preflight asks for. An input is an origin, a character for each byte, as HTTP has it; behind a line
 * end the list of headers.
 */
class OriginFuzzTest {
    private static final String OURS = "https://app.example";
    private static final CorsOptions CORS =
            CorsOptions.builder().origins(OURS).credentials(true).build();
    private static final Cors RULE = new Cors(Optional.of(CORS));
    private static final RequestRules RULES = new RequestRules(
            EngineOptions.builder().path("/socket.io").cors(CORS).build());

    private static final int ALLOCATED_FOR_EACH = 600;
    private static final int STEPS_FOR_EACH = 40;

    @FuzzTest
    void anOriginIsOursOrRefused(byte[] input) {
        String[] lines = new String(input, ISO_8859_1).split("\n", 2);
        String origin = lines[0];
        String requested = lines.length == 2 ? lines[1] : "";
        Cost.linear(input.length, ALLOCATED_FOR_EACH, STEPS_FOR_EACH).check(() -> answered(origin, requested));

        boolean allowed = RULE.allows(origin);
        assertThat(allowed).isEqualTo(origin.toLowerCase(Locale.ROOT).equals(OURS));
        HttpHeaders answer = answered(origin, requested);
        for (Map.Entry<String, String> header : answer.entries()) {
            assertThat(header.getKey() + header.getValue()).matches("[\\t -~]*");
        }
        assertThat(answer.contains("Access-Control-Allow-Origin")).isEqualTo(allowed);
        Decision decision = RULES.decide(request(origin), () -> allowed, null);
        assertThat(decision.kind()).isEqualTo(allowed ? Decision.Kind.OPEN : Decision.Kind.REFUSE);
        whatMayBeNamedIsAllowed(origin);
    }

    private static HttpHeaders answered(String origin, String requested) {
        HttpHeaders answer = new DefaultHttpHeaders();
        RULE.addPreflightTo(answer, origin, RULE.allows(origin), requested);
        return answer;
    }

    private static EngineRequest request(String origin) {
        return new EngineRequest("GET", "/socket.io", "4", "polling", null, null, null, origin, false, null);
    }

    /** An origin that options take is one that they let in, as a browser writes it. */
    private static void whatMayBeNamedIsAllowed(String origin) {
        CorsOptions options;
        try {
            options = CorsOptions.origins(origin);
        } catch (IllegalArgumentException e) {
            return;
        }
        String sent = origin.toLowerCase(Locale.ROOT).replaceFirst("(?s)^(https://.*):443$|^(http://.*):80$", "$1$2");
        assertThat(options.allows(sent)).isTrue();
        assertThat(options.allows(sent + "x")).isEqualTo(options.allowsAnyOrigin());
    }
}
