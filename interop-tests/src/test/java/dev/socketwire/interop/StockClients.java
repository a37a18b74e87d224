package dev.socketwire.interop;

import static java.util.stream.Collectors.joining;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The stock clients of the matrix, newest first: all of them, or the one that the build was asked for. */
final class StockClients {
    private static final List<String> NPM =
            List.of("4.8.4", "4.7.5", "4.4.1", "4.0.2", "3.1.3", "2.5.0", "2.2.0", "1.7.4");

    private StockClients() {}

    static List<StockClient> all() {
        return Stream.of(
                        NPM.stream().map(StockClients::npm),
                        Stream.of(python(), java("2.1.2", classPath()), java("1.0.2", olderClassPath())))
                .flatMap(clients -> clients)
                .toList();
    }

    /** Those whose name holds {@code -Dinterop.client}; all without it. */
    static List<StockClient> chosen() {
        String choice = System.getProperty("interop.client", "");
        return all().stream().filter(client -> client.name().contains(choice)).toList();
    }

    /** Installed under an alias, see {@code package.json}. */
    private static StockClient npm(String version) {
        return new StockClient(
                "socket.io-client " + version,
                Path.of(System.getProperty("interop.npm")),
                List.of("node", "runner.mjs", "--client", version));
    }

    /** That of the system: its version is that of the distribution. */
    private static StockClient python() {
        return new StockClient(
                "python3-socketio",
                Path.of(System.getProperty("interop.python")),
                List.of("/usr/bin/python3", "-B", "runner.py"));
    }

    private static StockClient java(String version, Stream<String> classPath) {
        String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = classPath.collect(joining(File.pathSeparator));
        return new StockClient(
                "io.socket:socket.io-client " + version,
                Path.of("").toAbsolutePath(),
                List.of(program, "-cp", classes, "dev.socketwire.interop.javaclient.Runner", "--client", version));
    }

    private static Stream<String> classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator));
    }

    /** The same scenarios with the classes of the older client, which bear the same names. */
    private static Stream<String> olderClassPath() {
        Predicate<String> isOfTheClient =
                entry -> entry.contains("socket.io-client") || entry.contains("engine.io-client");
        return Stream.concat(
                Stream.of(Path.of(System.getProperty("interop.older.javaclient"), "*")
                        .toString()),
                classPath().filter(isOfTheClient.negate()));
    }
}
