package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/security.md and the tests name the same rows: none is forgotten, and none is only written. */
class SecurityPageTest {
    private static final Path PAGE = Path.of("..", "docs", "security.md");
    private static final Pattern ROW = Pattern.compile("\\| ([A-Z]\\d+) \\| [^|]+ \\| [^|]+ \\| ([^|]+) \\|");
    private static final Pattern TEST = Pattern.compile("`(\\w+RowsTest)\\.(\\w+)`");

    /** How many rows each letter has. Those of clusters (X) belong to the adapters. */
    private static final List<String> LETTERS =
            List.of("H11", "E17", "W11", "P19", "M10", "O8", "S7", "C8", "L4", "N4");

    @Test
    void everyRowIsOnThePage() throws IOException {
        List<String> rows = LETTERS.stream()
                .flatMap(last -> IntStream.rangeClosed(1, Integer.parseInt(last.substring(1)))
                        .mapToObj(number -> last.substring(0, 1) + number))
                .toList();
        assertThat(rowsOfPage().map(row -> row.group(1))).containsExactlyElementsOf(rows);
    }

    @Test
    void everyRowNamesItsTestsAndEveryTestStandsAtItsRow() throws IOException, ClassNotFoundException {
        Set<String> onPage = new TreeSet<>();
        rowsOfPage()
                .forEach(row -> TEST.matcher(row.group(2))
                        .results()
                        .forEach(test -> onPage.add(row.group(1) + " " + test.group(1) + "." + test.group(2))));
        assertThat(onPage).isEqualTo(inTests());
    }

    @Test
    void aRowWithoutATestSaysWhy() throws IOException {
        assertThat(rowsOfPage().map(row -> row.group(2)))
                .allMatch(tests -> TEST.matcher(tests).find() || tests.startsWith("none: "));
    }

    private static Stream<Matcher> rowsOfPage() throws IOException {
        return Files.readAllLines(PAGE).stream().map(ROW::matcher).filter(Matcher::matches);
    }

    private static Set<String> inTests() throws IOException, ClassNotFoundException {
        Set<String> tests = new TreeSet<>();
        for (String file : testClasses()) {
            Class<?> type = Class.forName(SecurityPageTest.class.getPackageName() + "." + file);
            for (Method method : type.getDeclaredMethods()) {
                Row row = method.getAnnotation(Row.class);
                if (row != null) {
                    tests.add(row.value() + " " + file + "." + method.getName());
                }
            }
        }
        return tests;
    }

    private static List<String> testClasses() throws IOException {
        Path sources = Path.of("src", "test", "java", "dev", "socketwire", "interop", "security");
        try (Stream<Path> files = Files.list(sources)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("RowsTest.java"))
                    .map(name -> name.substring(0, name.length() - ".java".length()))
                    .toList();
        }
    }
}
