package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "https://a.example,      https://a.example,      true",
        "https://a.example,      https://A.Example,      true", // letter case of the host
        "https://A.example,      https://a.example,      true",
        "https://a.example:443,  https://a.example,      true", // as a browser sends it
        "http://a.example:80,    http://a.example,       true",
        "http://[::1]:3000,      http://[::1]:3000,      true",
        "capacitor://localhost,  capacitor://localhost,  true",
        "https://a.example,      https://a.example:443,  false", // as no browser sends it
        "https://a.example,      https://a.example:8443, false",
        "https://a.example,      http://a.example,       false",
        "https://a.example,      https://a.example.,     false",
        "https://a.example,      https://a.example/,     false",
        "https://a.example,      https://xa.example,     false",
        "https://a.example,      https://a.example.evil, false",
        "https://a.example,      null,                   false",
        "http://a.example:443,   http://a.example,       false",
        "*,                      https://any.example,    true",
        "*,                      null,                   true",
    })
    void schemeHostAndPortMustBeTheSame(String listed, String origin, boolean allowed) {
        assertThat(CorsOptions.origins(listed).allows(origin)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.example", "https://a.example/", "https://a.example/path", "https://", "null", "https://*.example",
                "https://a b", "", "https://user@a.example", "https://a:port", "https://a?b", "https://a#b"
            })
    void whatNoBrowserSendsCannotBeListed(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.builder().origins(origin))
                .withMessageStartingWith("cors origin ");
    }

    @Test
    void aTestAllowsOriginsBesidesTheList() {
        CorsOptions options = CorsOptions.builder()
                .origins("https://a.example")
                .originMatching(origin -> origin.endsWith(".b.example"))
                .credentials(true)
                .build();

        assertThat(options.allows("https://a.example")).isTrue();
        assertThat(options.allows("https://x.b.example")).isTrue();
        assertThat(options.allows("https://c.example")).isFalse();
        assertThat(options.allowsAnyOrigin()).isFalse();
    }

    @Test
    void anyOriginWithCredentialsIsRefused() {
        CorsOptions.Builder builder = CorsOptions.builder().origins("*").credentials(true);

        assertThatIllegalArgumentException()
                .isThrownBy(builder::build)
                .withMessage("cors origin * cannot be combined with credentials: name the origins");
    }

    @Test
    void withoutAnOriginNoneIsAllowed() {
        assertThat(CorsOptions.builder().build().allows("https://a.example")).isFalse();
    }

    @Test
    void whatCouldSplitAHeaderIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.builder().exposedHeaders("x-one\r\nset-cookie: a=b"))
                .withMessage("cors exposed header is \"x-one??set-cookie: a=b\", must be a token of RFC 9110");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.builder().methods("GET,POST"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.builder().allowedHeaders(""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CorsOptions.builder().maxAge(Duration.ofSeconds(-1)))
                .withMessage("cors maxAge is PT-1S, must be at least 0 s");
    }
}
