package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.socketio.ConnectionStateRecovery;
import dev.socketwire.socketio.SocketIoServerBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of options has a row for everything that a server can be built with, and for nothing else. */
class OptionsOfServerTest {
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

    private final String page = Repository.read(Repository.ROOT.resolve("docs/options.md"));

    @Test
    void everyOptionOfTheBuilderIsOnThePage() {
        Set<String> options = Stream.of(SocketIoServerBuilder.class.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .filter(name -> !name.equals("build"))
                .map(OptionsOfServerTest::nameInTheEngine)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> rows = rowsOf("Engine");
        rows.addAll(rowsOf("Server"));
        assertThat(rows).isEqualTo(options);
    }

    @Test
    void everyFieldOfCompressionIsOnThePage() {
        assertThat(rowsOf("Compression")).isEqualTo(fieldsOf(DeflateOptions.class));
    }

    @Test
    void everyFieldOfRecoveryIsOnThePage() {
        assertThat(rowsOf("Connection state recovery")).isEqualTo(fieldsOf(ConnectionStateRecovery.class));
    }

    /** Two have a name of their own in the builder of the server, as the page says. */
    private static String nameInTheEngine(String name) {
        return switch (name) {
            case "onConnectionError" -> "connectionError";
            case "noHttpCompression" -> "httpCompression";
            default -> name;
        };
    }

    private Set<String> rowsOf(String heading) {
        int begin = page.indexOf("\n## " + heading + "\n");
        assertThat(begin).as(heading).isNotNegative();
        int end = page.indexOf("\n## ", begin + 1);
        List<String> rows = ROW.matcher(page.substring(begin, end < 0 ? page.length() : end))
                .results()
                .map(row -> row.group(1))
                .toList();
        assertThat(rows).as(heading).doesNotHaveDuplicates();
        return new TreeSet<>(rows);
    }

    private static Set<String> fieldsOf(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
