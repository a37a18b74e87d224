package dev.socketwire.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A program of the tests. It ends with its time, with its close, or with this process. */
final class Program implements AutoCloseable {
    /** The longest that one program may run: more than all scenarios together are given. */
    private static final Duration LIFE = Duration.ofMinutes(4);

    private final Process process;
    private final BufferedReader lines;

    private Program(Process process) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        process.onExit().orTimeout(LIFE.toSeconds(), TimeUnit.SECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                process.destroy();
            }
        });
    }

    /** Runs a command in a folder; what it says to standard error goes where ours goes. */
    static Program start(Path folder, List<String> command) {
        try {
            return new Program(new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " is needed for " + command, e);
        }
    }

    /** The next line of its output. */
    String readLine() {
        try {
            String line = lines.readLine();
            if (line == null) {
                throw new IllegalStateException("the program ended without another line");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that it prints until it ends. */
    List<String> readAll() {
        return lines.lines().toList();
    }

    /** How it ended. */
    CompletableFuture<Integer> exitCode() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void close() {
        process.destroy();
    }
}
