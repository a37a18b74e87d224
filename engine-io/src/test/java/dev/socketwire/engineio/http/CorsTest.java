package dev.socketwire.engineio.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CorsOptions;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CorsTest {
    private static final CorsOptions LIST = CorsOptions.builder()
            .origins("https://a.example", "http://localhost:3000")
            .credentials(true)
            .exposedHeaders("X-One", "X-Two")
            .build();

    @Test
    void withoutOptionsThereAreNoHeadersAndEverythingIsAllowed() {
        Cors cors = new Cors(Optional.empty());

        assertThat(cors.allows("https://evil.example")).isTrue();
        assertThat(answer(cors, "https://a.example")).isEmpty();
        assertThat(preflight(cors, "https://a.example", "x-one")).isEmpty();
    }

    @Test
    void anOriginOnTheListIsToldBack() {
        assertThat(answer(cors(LIST), "https://a.example"))
                .hasToString("DefaultHttpHeaders[vary: Origin, access-control-allow-origin: https://a.example, "
                        + "access-control-allow-credentials: true, access-control-expose-headers: X-One,X-Two]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://b.example", "null", "", "https://a.example.evil.example"})
    void anotherOriginIsToldNothingButThatAnswersDiffer(String origin) {
        HttpHeaders answer = answer(cors(LIST), origin);

        assertThat(answer.get("vary")).isEqualTo("Origin");
        assertThat(answer.contains("access-control-allow-origin")).isFalse();
        assertThat(answer.contains("access-control-allow-credentials")).isFalse();
        assertThat(cors(LIST).allows(origin)).isFalse();
    }

    @Test
    void withoutAnOriginAnswersStillDiffer() {
        HttpHeaders answer = answer(cors(LIST), null);

        assertThat(answer.get("vary")).isEqualTo("Origin");
        assertThat(answer.contains("access-control-allow-origin")).isFalse();
        assertThat(cors(LIST).allows(null)).isTrue();
    }

    @Test
    void whereAllAreAllowedAnswersDoNotDiffer() {
        Cors cors = cors(CorsOptions.origins("*"));

        assertThat(answer(cors, "https://any.example"))
                .hasToString("DefaultHttpHeaders[access-control-allow-origin: *]");
        assertThat(answer(cors, null).get("access-control-allow-origin")).isEqualTo("*");
        assertThat(cors.allows("null")).isTrue();
    }

    @Test
    void aHeaderOfVaryThatIsThereIsKept() {
        HttpHeaders answer = new DefaultHttpHeaders().add("vary", "Accept-Encoding");

        cors(LIST).addTo(answer, null, true);

        assertThat(answer.getAll("vary")).containsExactly("Accept-Encoding", "Origin");
    }

    @Test
    void aPreflightIsToldTheMethodsAndTheHeadersItAskedFor() {
        HttpHeaders answer = preflight(cors(LIST), "https://a.example", "content-type, x-custom");

        assertThat(answer.get("access-control-allow-origin")).isEqualTo("https://a.example");
        assertThat(answer.get("access-control-allow-methods")).isEqualTo("GET,HEAD,PUT,PATCH,POST,DELETE");
        assertThat(answer.get("access-control-allow-headers")).isEqualTo("content-type, x-custom");
        assertThat(answer.getAll("vary")).containsExactly("Origin", "access-control-request-headers");
        assertThat(answer.contains("access-control-max-age")).isFalse();
    }

    @Test
    void aPreflightIsToldWhatIsSet() {
        Cors cors = cors(CorsOptions.builder()
                .origins("https://a.example")
                .methods("GET", "POST")
                .allowedHeaders("X-Three")
                .maxAge(Duration.ofMinutes(10))
                .build());

        HttpHeaders answer = preflight(cors, "https://a.example", "x-other");

        assertThat(answer.get("access-control-allow-methods")).isEqualTo("GET,POST");
        assertThat(answer.get("access-control-allow-headers")).isEqualTo("X-Three");
        assertThat(answer.get("access-control-max-age")).isEqualTo("600");
        assertThat(answer.getAll("vary")).containsExactly("Origin");
    }

    @Test
    void aPreflightWithoutMethodsIsToldNone() {
        Cors cors = cors(
                CorsOptions.builder().origins("https://a.example").methods().build());

        assertThat(preflight(cors, "https://a.example", null).contains("access-control-allow-methods"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x-one\r\nset-cookie: a=b", "x: y", "", "<script>", " x-one", "\tx-one"})
    void whatIsNoListOfHeaderNamesIsNotToldBack(String requested) {
        assertThat(preflight(cors(LIST), "https://a.example", requested).contains("access-control-allow-headers"))
                .isFalse();
    }

    private static Cors cors(CorsOptions options) {
        return new Cors(Optional.of(options));
    }

    private static HttpHeaders answer(Cors cors, @Nullable String origin) {
        HttpHeaders answer = new DefaultHttpHeaders();
        cors.addTo(answer, origin, cors.allows(origin));
        return answer;
    }

    private static HttpHeaders preflight(Cors cors, String origin, @Nullable String requested) {
        HttpHeaders answer = new DefaultHttpHeaders();
        cors.addPreflightTo(answer, origin, cors.allows(origin), requested);
        return answer;
    }
}
