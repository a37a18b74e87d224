package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieOptionsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a=b", "a;b", "a\r\nb", "é", "a,b"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.defaults().withName(name))
                .withMessageStartingWith("cookie name is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/; HttpOnly", "/a\r\nb", "/é"})
    void anAttributeThatHoldsAnotherIsRefused(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.defaults().withPath(value))
                .withMessageStartingWith("cookie path has");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.defaults().withDomain(value))
                .withMessageStartingWith("cookie domain has");
    }

    @Test
    void aNegativeLifeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CookieOptions.defaults().withMaxAge(Duration.ofSeconds(-1)))
                .withMessage("cookie maxAge is PT-1S, must be at least 0 s");
    }
}
