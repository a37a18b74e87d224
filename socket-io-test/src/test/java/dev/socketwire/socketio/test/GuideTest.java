package dev.socketwire.socketio.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page of the guide shows the test that is compiled and run here. */
class GuideTest {
    @Test
    void thePageShowsTheTest() throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/socketwire/socketio/test/guide/ChatTest.java"));
        assertThat(Files.readString(Path.of("../docs/guide/testing.md")))
                .contains("```java\n" + source.substring(source.indexOf("import ")) + "```\n");
    }
}
