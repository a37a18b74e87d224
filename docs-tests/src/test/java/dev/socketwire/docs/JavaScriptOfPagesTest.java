package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Every block of JavaScript on a page is one that Node.js reads; what it does is shown by the programs beside it. */
class JavaScriptOfPagesTest {
    private static final Pattern BLOCK = Pattern.compile("^```js\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

    @TempDir
    private static Path directory;

    @TestFactory
    Stream<DynamicTest> everyBlockIsJavaScript() {
        return Repository.pages().stream()
                .filter(page -> !blocks(page).isEmpty())
                .map(page -> dynamicTest(Repository.ROOT.relativize(page).toString(), () -> {
                    for (String block : blocks(page)) {
                        assertThat(faults(block)).as(block).isEmpty();
                    }
                }));
    }

    @Test
    void whatIsNoneIsFound() throws Exception {
        assertThat(faults("socket.on(\"a\", value => {;")).contains("SyntaxError");
    }

    private static List<String> blocks(Path page) {
        return BLOCK.matcher(Repository.read(page))
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }

    private static String faults(String block) throws IOException, InterruptedException {
        Path file = Files.writeString(directory.resolve("block.mjs"), block);
        Process node = new ProcessBuilder("node", "--check", file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return node.waitFor() == 0 ? "" : said;
    }
}
