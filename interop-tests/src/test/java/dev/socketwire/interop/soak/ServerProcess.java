package dev.socketwire.interop.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@link SoakServer} in a JVM of its own, with a modest heap. Belongs to one thread. */
final class ServerProcess implements AutoCloseable {
    /** What the server may take; {@code -Dsoak.options} adds to it, say {@code -XX:NativeMemoryTracking=summary}. */
    static final List<String> OPTIONS = Stream.concat(
                    Stream.of(
                            "-Xmx256m",
                            "-XX:MaxDirectMemorySize=256m",
                            "-Dio.netty.leakDetection.level=advanced",
                            "-XX:+ExitOnOutOfMemoryError"),
                    Stream.of(System.getProperty("soak.options", "").split(" ")).filter(option -> !option.isEmpty()))
            .toList();

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Process process;
    private final BufferedReader output;
    private final PrintWriter input;
    private final List<String> log = new ArrayList<>();
    private final int port;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        input = new PrintWriter(process.outputWriter(StandardCharsets.UTF_8), true);
        port = Integer.parseInt(readPast("ready ").substring("ready ".length()));
    }

    static ServerProcess start() throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of(
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SoakServer.class.getName()));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    int port() {
        return port;
    }

    /** How it is now, after a garbage collection. */
    Sample sample() throws IOException {
        input.println("sample");
        return Sample.of(readPast("sample "));
    }

    /** What it has said beside that: it should have nothing to say. */
    List<String> log() {
        return List.copyOf(log);
    }

    private String readPast(String word) throws IOException {
        while (true) {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("the server ended: " + log);
            }
            if (line.startsWith(word)) {
                return line;
            }
            log.add(line);
        }
    }

    /** Lets it end as a server does. */
    @Override
    public void close() {
        input.close();
        process.onExit()
                .completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
