package dev.socketwire.interop.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The connections of a port that some process still holds, as the system counts them: whatever a server believes itself. */
public final class OpenChannels {
    private static final List<Path> TABLES = List.of(Path.of("/proc/self/net/tcp"), Path.of("/proc/self/net/tcp6"));
    private static final String LISTENS = "0A";

    private OpenChannels() {}

    /** How many connections to a port the server side holds. */
    public static int of(int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return (int) TABLES.stream()
                .filter(Files::exists)
                .flatMap(OpenChannels::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && columns[1].endsWith(local) && !columns[3].equals(LISTENS))
                .filter(columns -> !columns[9].equals("0"))
                .count();
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
