package dev.socketwire.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * Test vectors in a resource, one a line: {@code id | hex | expected | section}. Empty lines and lines that begin with
 * {@code #} are skipped; spaces around a column are not part of it.
 */
public final class Vectors {
    private static final int COLUMNS = 4;

    private Vectors() {}

    /** The vectors of {@code /vectors/<name>.txt}, for a {@code @MethodSource}. */
    public static Stream<Vector> read(String name) {
        String resource = "/vectors/" + name + ".txt";
        try (InputStream in = Vectors.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalArgumentException("no resource " + resource);
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            List<Vector> vectors = text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Vectors::parse)
                    .toList();
            return vectors.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    private static Vector parse(String line) {
        String[] columns = line.split("\\|", COLUMNS);
        if (columns.length != COLUMNS) {
            throw new IllegalArgumentException("a vector has " + COLUMNS + " columns: " + line);
        }
        return new Vector(columns[0].strip(), Hex.bytes(columns[1]), columns[2].strip(), columns[3].strip());
    }

    /**
     * One line.
     *
     * @param id a name, unique in its file
     * @param bytes what is fed
     * @param expected what should come of it, in the words of the test
     * @param section the section of the specification that says so
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Vector(String id, byte[] bytes, String expected, String section) {
        @Override
        public String toString() {
            return id;
        }
    }
}
