package dev.socketwire.interop.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * A server under clients of all kinds: a few seconds with every build, so that the soak itself works, and with
 * {@code -Dsoak.minutes} as long as you like, which alone shows whether anything grows. See {@code bin/soak}.
 */
class SoakTest {
    private static final int MINUTES = Integer.getInteger("soak.minutes", 0);
    private static final int CLIENTS = Integer.getInteger("soak.clients", 40);
    private static final Path FOLDER = Path.of(System.getProperty("soak.folder", "target/soak"));

    @Test
    void whateverClientsDoNothingOfThemIsLeft() throws IOException, InterruptedException {
        boolean brief = MINUTES == 0;
        Soak soak = Soak.of(
                CLIENTS,
                brief ? Duration.ofSeconds(6) : Duration.ofMinutes(MINUTES),
                brief ? Duration.ofSeconds(1) : Duration.ofSeconds(5));
        Report.write(soak, FOLDER);
        assertThat(soak.tally().of("answers")).isGreaterThan(CLIENTS);
        assertThat(soak.tally().of("answers, stock npm clients")).isPositive();
        assertThat(soak.tally().of("answers, stock Java clients")).isPositive();
        assertThat(soak.tally().surprises()).isEmpty();
        assertThat(soak.log()).isEmpty();
        assertThat(soak.leftBehind()).isEmpty();
        if (!brief) {
            assertThat(soak.verdicts()).allMatch(Verdict::isFlat);
        }
    }
}
