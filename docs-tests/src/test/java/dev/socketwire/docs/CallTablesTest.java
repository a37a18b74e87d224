package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every call in the last column of the tables "call by call" stands, word for word, in a program that is compiled and run. */
class CallTablesTest {
    private static final Map<String, String> PAGES = Map.of(
            "coming-from-netty-socketio.md", "ComingFromNettySocketioTest.java",
            "coming-from-node.md", "ComingFromNodeTest.java");

    private static final Pattern CALLS = Pattern.compile("^\\| .* \\| ([^|]+) \\|$", Pattern.MULTILINE);
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TestFactory
    Stream<DynamicTest> everyCallIsCompiled() {
        return PAGES.entrySet().stream()
                .map(entry -> dynamicTest(entry.getKey(), () -> check(entry.getKey(), entry.getValue())));
    }

    private static void check(String page, String program) {
        Path pages = Repository.ROOT.resolve("docs");
        Path programs = Repository.ROOT.resolve("docs-tests/src/test/java/dev/socketwire/docs");
        String source = withoutSpace(Repository.read(programs.resolve(program)));
        List<String> calls = CALLS.matcher(callByCall(Repository.read(pages.resolve(page))))
                .results()
                .flatMap(row -> CODE.matcher(row.group(1)).results())
                .map(code -> code.group(1))
                .toList();
        assertThat(calls)
                .hasSizeGreaterThan(20)
                .allSatisfy(call -> assertThat(source).contains(withoutSpace(call)));
    }

    /** The part of the page with the tables of calls. */
    private static String callByCall(String page) {
        int begin = page.indexOf("## Call by call");
        int end = page.indexOf("\n## ", begin + 1);
        assertThat(begin).isPositive();
        assertThat(end).isGreaterThan(begin);
        return page.substring(begin, end);
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
