package dev.socketwire.interop;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/deployment.md shows the files that the tests run with, and code of the program that is compiled. */
class DeploymentPageTest {
    private static final Path PAGE = Path.of("..", "docs", "deployment.md");
    private static final Path EXAMPLES = Path.of("..", "examples");
    private static final Pattern JAVA = Pattern.compile("(?s)```java[^\n]*\n(.*?)```");

    @ParameterizedTest
    @ValueSource(strings = {"nginx.conf", "haproxy.cfg", "socketwire.service"})
    void aConfigurationIsShownAsItIs(String file) throws IOException {
        String text = Files.readString(EXAMPLES.resolve("deployment").resolve(file));
        assertThat(Files.readString(PAGE)).contains("\n" + text + "```");
    }

    @Test
    void theCodeIsThatOfTheProgram() throws IOException {
        String program = withoutIndents(
                Files.readString(EXAMPLES.resolve("src/main/java/dev/socketwire/examples/BehindProxy.java")));
        List<String> shown = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map(block -> withoutIndents(block.group(1)))
                .toList();
        assertThat(shown).isNotEmpty().allMatch(program::contains);
    }

    private static String withoutIndents(String code) {
        return code.lines().map(String::strip).collect(joining("\n"));
    }
}
