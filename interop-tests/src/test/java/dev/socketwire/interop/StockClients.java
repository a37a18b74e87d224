package dev.socketwire.interop;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The stock clients of the matrix, newest first: all of them, or the one that the build was asked for. */
final class StockClients {
    private static final List<String> NPM = List.of("4.8.4", "4.7.5", "4.4.1", "4.0.2", "3.1.3");

    private StockClients() {}

    static List<StockClient> all() {
        return Stream.of(NPM.stream().map(StockClients::npm), Stream.of(python(), java()))
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

    private static StockClient java() {
        Path here = Path.of("").toAbsolutePath();
        String program = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new StockClient(
                "io.socket:socket.io-client 2.1.2",
                here,
                List.of(program, "-cp", classPath(), "dev.socketwire.interop.javaclient.Runner"));
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }
}
