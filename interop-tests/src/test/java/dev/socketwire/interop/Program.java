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
public final class Program implements AutoCloseable {
    /** The longest that one program may run, unless it is told otherwise: more than all scenarios together are given. */
    private static final Duration LIFE = Duration.ofMinutes(4);

    private final Process process;
    private final BufferedReader lines;

    private Program(Process process, Duration life) {
        this.process = process;
        this.lines = process.inputReader(StandardCharsets.UTF_8);
        process.onExit().orTimeout(life.toSeconds(), TimeUnit.SECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                process.destroy();
            }
        });
    }

    /** Runs a command in a folder; what it says to standard error goes where ours goes. */
    public static Program start(Path folder, List<String> command) {
        return start(folder, command, LIFE);
    }

    /** As above, for one that may run longer, or not so long. */
    public static Program start(Path folder, List<String> command, Duration life) {
        try {
            return new Program(
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectError(ProcessBuilder.Redirect.INHERIT)
                            .start(),
                    life);
        } catch (IOException e) {
            throw new UncheckedIOException(command.get(0) + " is needed for " + command, e);
        }
    }

    /** The next line of its output. */
    public String readLine() {
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
    public List<String> readAll() {
        return lines.lines().toList();
    }

    /** How it ended. */
    public CompletableFuture<Integer> exitCode() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** What the system calls it. */
    public long pid() {
        return process.pid();
    }

    /** Ends its input. */
    public void end() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
