package dev.socketwire.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of the project that are read here. */
final class Repository {
    static final Path ROOT =
            Path.of(System.getProperty("docs.root", "..")).toAbsolutePath().normalize();

    /** Folders whose programs may be shown; those that are not there yet are left out. */
    private static final List<String> PROGRAMS = List.of(
            "docs-tests/src/test/java",
            "socket-io-annotations/src/test/java/dev/socketwire/socketio/annotations/guide",
            "socket-io-test/src/test/java/dev/socketwire/socketio/test/guide",
            "examples");

    private Repository() {}

    /** The pages below docs/ and the README. */
    static List<Path> pages() {
        return Stream.concat(Stream.of(ROOT.resolve("README.md")), below(ROOT.resolve("docs"), ".md"))
                .toList();
    }

    static List<Path> programs() {
        return PROGRAMS.stream()
                .map(ROOT::resolve)
                .filter(Files::isDirectory)
                .flatMap(folder -> below(folder, ".java"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path folder, String ending) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file ->
                            file.toString().endsWith(ending) && !file.toString().contains("/target/"))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
