package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineRefusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of limits names every counter, in their order, and no other. */
class CountersPageTest {
    private static final Path PAGE = Path.of("..", "docs", "limits.md");
    private static final Pattern ROW = Pattern.compile("\\| `([A-Z][A-Z_0-9]+)` \\| .+ \\|");

    @Test
    void everyCounterIsOnThePage() throws IOException {
        List<String> onPage = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1))
                .toList();
        assertThat(onPage)
                .containsExactlyElementsOf(
                        Stream.concat(Arrays.stream(EngineRefusal.values()), Arrays.stream(SocketRefusal.values()))
                                .map(Enum::name)
                                .toList());
    }

    @Test
    void everyErrorHasACounter() {
        assertThat(EngineError.values())
                .allSatisfy(error -> assertThat(EngineRefusal.of(error).name()).isEqualTo(error.name()));
    }
}
