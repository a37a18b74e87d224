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
        return held(port).size();
    }

    /** These connections, as lines of the system's table. */
    static List<String> held(int port) {
        String local = String.format(Locale.ROOT, ":%04X", port);
        return TABLES.stream()
                .filter(Files::exists)
                .flatMap(OpenChannels::lines)
                .filter(line -> isHeld(line.strip().split("\\s+"), local))
                .toList();
    }

    private static boolean isHeld(String[] columns, String local) {
        return columns.length > 9
                && columns[1].endsWith(local)
                && !columns[3].equals(LISTENS)
                && !columns[9].equals("0")
                // Who connects to a port where nobody listens any more may meet himself.
                && !columns[1].equals(columns[2]);
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
