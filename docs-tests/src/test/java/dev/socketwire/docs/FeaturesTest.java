package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every row of the features names tests that there are; one that names none says that the feature is not there. */
class FeaturesTest {
    private static final Pattern ROW =
            Pattern.compile("^\\| (?!In the|What \\||---)(.+?) \\| (.+?) \\| ?(.*?) ?\\|$", Pattern.MULTILINE);
    private static final Pattern TEST = Pattern.compile("`(\\w+Test)`");

    private final String page = Repository.read(Repository.ROOT.resolve("docs/features.md"));

    @Test
    void everyTestThatIsNamedIsThere() throws IOException {
        Set<String> there = tests();
        assertThat(TEST.matcher(page).results().map(test -> test.group(1)))
                .hasSizeGreaterThan(100)
                .allSatisfy(test -> assertThat(there).contains(test));
    }

    @Test
    void everyRowNamesATestOrSaysThatThereIsNothingToProve() {
        List<MatchResult> rows = ROW.matcher(page).results().toList();
        assertThat(rows).hasSizeGreaterThan(80).allSatisfy(row -> {
            if (TEST.matcher(row.group(3)).results().findAny().isEmpty()) {
                assertThat(row.group(2)).as(row.group(1)).startsWith("none: [differences](differences.md)");
            }
        });
    }

    private static Set<String> tests() throws IOException {
        Set<String> names = new HashSet<>();
        try (DirectoryStream<Path> modules = Files.newDirectoryStream(Repository.ROOT, Files::isDirectory)) {
            for (Path module : modules) {
                Path sources = module.resolve("src/test/java");
                if (Files.isDirectory(sources)) {
                    try (Stream<Path> files = Files.walk(sources)) {
                        files.map(file -> file.getFileName().toString().replace(".java", ""))
                                .forEach(names::add);
                    }
                }
            }
        }
        return names;
    }
}
