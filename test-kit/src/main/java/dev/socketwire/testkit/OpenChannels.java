package dev.socketwire.testkit;

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
    private static final String EMPTY = "00000000";

    private OpenChannels() {}

    /** How many connections to a port the server side holds. */
    public static int of(int port) {
        return held(port).size();
    }

    /** These connections, as lines of the system's table. */
    public static List<String> held(int port) {
        String local = end(port);
        return rows().filter(columns -> isHeld(columns, local))
                .map(columns -> String.join(" ", columns))
                .toList();
    }

    /**
     * Whether the server has read whatever clients have sent to a port so far. Who is silent for a while does not say so: on a
     * busy machine a request may wait longer than that.
     */
    public static boolean allIsRead(int port) {
        String end = end(port);
        return rows().noneMatch(columns ->
                (columns[1].endsWith(end) && !queue(columns, 1).equals(EMPTY))
                        || (columns[2].endsWith(end) && !queue(columns, 0).equals(EMPTY)));
    }

    /** Bytes that one end has sent and the other does not have yet (0), or that it has and nobody has read (1). */
    private static String queue(String[] columns, int which) {
        return columns[4].split(":", 2)[which];
    }

    private static String end(int port) {
        return String.format(Locale.ROOT, ":%04X", port);
    }

    /** Connections, those that wait to be accepted among them; not who listens. */
    private static Stream<String[]> rows() {
        return TABLES.stream()
                .filter(Files::exists)
                .flatMap(OpenChannels::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 9 && !columns[3].equals(LISTENS));
    }

    private static boolean isHeld(String[] columns, String local) {
        return columns[1].endsWith(local)
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
