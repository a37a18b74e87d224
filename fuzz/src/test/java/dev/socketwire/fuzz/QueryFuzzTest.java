package dev.socketwire.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.QueryString;
import dev.socketwire.engineio.http.EngineRequest;
import dev.socketwire.engineio.http.RequestRules;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URLEncoder;
import java.util.Map;
import java.util.regex.Pattern;

/** Request targets and what the engine decides on them. An input is a target, a character for each byte, as HTTP has it. */
class QueryFuzzTest {
    private static final RequestRules RULES =
            new RequestRules(EngineOptions.builder().path("/socket.io").build());

    private static final Pattern WHITE_SPACE = Pattern.compile("\\s");

    /** A parameter of one letter is an entry of a map; who counts the steps allocates, too. */
    private static final int ALLOCATED_FOR_EACH = 600;

    private static final int STEPS_FOR_EACH = 40;

    @FuzzTest
    void aTargetHasParameters(byte[] input) {
        String target = new String(input, ISO_8859_1);
        Cost.linear(input.length, ALLOCATED_FOR_EACH, STEPS_FOR_EACH).check(() -> QueryString.parse(target));
        Steps.reset();
        Map<String, String> parameters = QueryString.parse(target);
        assertThat(Steps.taken() > 0 || parameters.isEmpty())
                .as("steps are counted")
                .isTrue();
        assertThat(QueryString.parse("/?" + written(parameters))).isEqualTo(parameters);

        if (WHITE_SPACE.matcher(target).find()) {
            return; // The HTTP codec lets none of it through.
        }
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/").setUri(target);
        EngineRequest read = EngineRequest.of(request);
        assertThat(read.path()).isEqualTo(QueryString.path(target)).doesNotContain("?");
        assertThat(read.eio()).isEqualTo(parameters.get("EIO"));
        assertThat(read.transport()).isEqualTo(parameters.get("transport"));
        assertThat(read.j()).isEqualTo(parameters.get("j"));
        assertThat(RULES.decide(read, () -> true, null)).isNotNull();
    }

    private static String written(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry ->
                        URLEncoder.encode(entry.getKey(), UTF_8) + "=" + URLEncoder.encode(entry.getValue(), UTF_8))
                .collect(joining("&"));
    }
}
