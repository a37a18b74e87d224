package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The table of {@code docs/compatibility.md}: it says what was run, no more and no less. */
final class CompatibilityPage {
    private static final String HOW_TO_WRITE = "./mvnw -pl interop-tests -am test -Dtest=StockClientsTest"
            + " -Dsurefire.failIfNoSpecifiedTests=false -Dinterop.writePage=true";

    private CompatibilityPage() {}

    /**
     * Compares the page with a run, or writes the page where the build was told so. Where only some clients were run, only
     * their rows are compared.
     */
    static void expect(Matrix run) throws IOException {
        Path file = Path.of(System.getProperty("interop.page"));
        String page = Files.readString(file);
        int begin = page.indexOf(Matrix.HEAD);
        int end = page.indexOf("\n\n", begin) + 1;
        assertThat(begin).as("the place of the table in %s", file).isPositive();
        assertThat(end).as("the end of the table in %s", file).isGreaterThan(begin);
        if (Boolean.getBoolean("interop.writePage")) {
            Files.writeString(file, page.substring(0, begin) + run + page.substring(end));
            return;
        }
        String written = page.substring(begin, end);
        String what = "the table of " + file + " is not what was run; to write it: " + HOW_TO_WRITE;
        assertThat(written.lines()).as(what).containsAll(run.lines());
        if (run.lines().size() == StockClients.all().size()) {
            assertThat(written).as(what).isEqualTo(run.toString());
        }
    }
}
