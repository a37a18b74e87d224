package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(
            ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999})
    void codesThatMayTravel(int code) {
        assertThat(CloseCode.mayTravel(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535})
    void codesThatMayNot(int code) {
        assertThat(CloseCode.mayTravel(code)).isFalse();
    }

    @Test
    void limitsHaveDefaults() {
        assertThat(WebSocketLimits.defaults())
                .isEqualTo(new WebSocketLimits(1_000_000, 1_000_000, 1024, Duration.ofSeconds(5)));
        assertThat(WebSocketLimits.ofMessageBytes(7)).isEqualTo(new WebSocketLimits(7, 7, 1024, Duration.ofSeconds(5)));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "-1, 1, 1"})
    void limitsArePositive(int frame, int message, int fragments) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new WebSocketLimits(frame, message, fragments, SECOND))
                .withMessageContaining("positive");
    }

    @Test
    void theCloseTimeoutIsPositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WebSocketLimits(1, 1, 1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new WebSocketLimits(1, 1, 1, SECOND.negated()));
    }

    @Test
    void deflateHasDefaults() {
        assertThat(DeflateOptions.defaults()).isEqualTo(new DeflateOptions(1024, 6, false, false, 15));
    }

    @ParameterizedTest
    @CsvSource({"-1, 6, 15", "0, 0, 15", "0, 10, 15", "0, 6, 8", "0, 6, 16"})
    void deflateRefusesValuesOutOfTheirRange(int threshold, int level, int bits) {
        assertThatIllegalArgumentException().isThrownBy(() -> new DeflateOptions(threshold, level, false, false, bits));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65_536})
    void aPortIsInItsRange(int port) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WebSocketServer.builder().port(port))
                .withMessageContaining(Integer.toString(port));
    }

    @Test
    void aViolationCarriesCodeSectionAndMessageAndNoStack() {
        ProtocolViolation violation = new ProtocolViolation(1002, "RFC 6455 5.5", "message");
        assertThat(violation.closeCode()).isEqualTo(1002);
        assertThat(violation.section()).isEqualTo("RFC 6455 5.5");
        assertThat(violation).hasMessage("message");
        assertThat(violation.getStackTrace()).isEmpty();
    }
}
