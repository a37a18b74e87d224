package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every block of Java on a page is the region of a program that is compiled and run: {@code ```java name} is followed by what
 * stands behind {@code // docs: name}. With {@code -Ddocs.write=true} the blocks are written from the programs.
 */
class CodeOfPagesTest {
    private static final Pattern BLOCK =
            Pattern.compile("^```java *(\\S*)\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
    private static final boolean WRITE = Boolean.getBoolean("docs.write");

    private static final Map<String, String> REGIONS = Regions.all();

    @TestFactory
    Stream<DynamicTest> everyBlockIsAPartOfAProgram() {
        return Repository.pages().stream()
                .filter(page -> !page.equals(Repository.ROOT.resolve("README.md"))) // its program has a test of its own
                .map(page -> dynamicTest(Repository.ROOT.relativize(page).toString(), () -> check(page)));
    }

    @Test
    void everyRegionIsShown() {
        TreeSet<String> shown = new TreeSet<>();
        Repository.pages()
                .forEach(page ->
                        BLOCK.matcher(Repository.read(page)).results().forEach(block -> shown.add(block.group(1))));
        assertThat(shown).containsAll(REGIONS.keySet());
    }

    private static void check(Path page) throws IOException {
        String text = Repository.read(page);
        String shouldBe = BLOCK.matcher(text).replaceAll(block -> Matcher.quoteReplacement(block(block)));
        if (WRITE) {
            Files.writeString(page, shouldBe);
        } else {
            assertThat(text).isEqualTo(shouldBe);
        }
    }

    private static String block(MatchResult block) {
        String name = block.group(1);
        assertThat(REGIONS).as("regions; the page has a block of Java").containsKey(name);
        return "```java " + name + "\n" + REGIONS.get(name) + "```";
    }
}
