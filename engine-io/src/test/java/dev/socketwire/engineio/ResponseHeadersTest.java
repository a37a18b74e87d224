package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHeadersTest {
    private final ResponseHeaders headers = new ResponseHeaders();

    @Test
    void addKeepsWhatThereIsAndSetDoesNot() {
        headers.add("Set-Cookie", "a=1")
                .add("set-cookie", "b=2")
                .set("X-One", "1")
                .set("x-one", "2");

        assertThat(headers.entries())
                .containsExactly(
                        Map.entry("Set-Cookie", "a=1"), Map.entry("set-cookie", "b=2"), Map.entry("x-one", "2"));
        assertThat(headers.getAll("SET-COOKIE")).containsExactly("a=1", "b=2");
        assertThat(headers.get("X-ONE")).contains("2");
    }

    @Test
    void aRemovedHeaderIsGoneWithAllItsValues() {
        headers.add("X-One", "1").add("x-one", "2").remove("X-ONE");

        assertThat(headers.entries()).isEmpty();
        assertThat(headers.get("x-one")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nb: c", "a\nb", "a\rb", "a\u0000", "\u007f", "\u20ac"})
    void aValueThatCouldSplitAnAnswerIsRefusedAndChangesNothing(String value) {
        headers.set("X-One", "1");

        assertThatIllegalArgumentException().isThrownBy(() -> headers.set("X-One", value));
        assertThatIllegalArgumentException().isThrownBy(() -> headers.add("X-One", value));
        assertThat(headers.get("X-One")).contains("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\r\n", "é"})
    void aNameThatIsNoTokenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set(name, "1"))
                .withMessageStartingWith("header name is");
    }

    @Test
    void aRefusalShowsNoControlCharacterAndNoMoreThanAHundred() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> headers.set("X-One", "\n" + "a".repeat(1_000)))
                .withMessage("value of header X-One is \"?" + "a".repeat(99)
                        + "...\", must have no control character and none above 0xff");
    }

    @Test
    void tabsAndHighBytesAreAllowed() {
        headers.set("X-One", "a\tb \u00e4");

        assertThat(headers.get("X-One")).contains("a\tb \u00e4");
    }
}
