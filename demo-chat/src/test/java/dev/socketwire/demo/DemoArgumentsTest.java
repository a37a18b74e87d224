package dev.socketwire.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoArgumentsTest {
    @Test
    void withoutArgumentsItIsPort8080AndTheNewClient() {
        assertThat(DemoArguments.of()).isEqualTo(new DemoArguments(8080, "4"));
    }

    @Test
    void portAndClientComeInAnyOrder() {
        assertThat(DemoArguments.of("--port", "9000", "--client", "2")).isEqualTo(new DemoArguments(9000, "2"));
        assertThat(DemoArguments.of("--client", "4", "--port", "0")).isEqualTo(new DemoArguments(0, "4"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port 65536",
                "--port -1",
                "--port x",
                "--client 3",
                "--client",
                "--color red",
                "9000"
            })
    void anythingElseIsRefused(String arguments) {
        assertThatIllegalArgumentException().isThrownBy(() -> DemoArguments.of(arguments.split(" ", -1)));
    }
}
