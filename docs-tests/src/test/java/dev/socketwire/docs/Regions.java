package dev.socketwire.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the programs show: the text between {@code // docs: name} and {@code // docs: end}, or the end of the file. */
final class Regions {
    private static final String BEGIN = "// docs: ";
    private static final String END = BEGIN + "end";

    private Regions() {}

    static Map<String, String> all() {
        Map<String, String> regions = new TreeMap<>();
        for (Path program : Repository.programs()) {
            of(Repository.read(program)).forEach((name, text) -> {
                if (regions.put(name, text) != null) {
                    throw new IllegalStateException("two regions are called " + name + ", one of them in " + program);
                }
            });
        }
        return regions;
    }

    static Map<String, String> of(String source) {
        Map<String, String> regions = new TreeMap<>();
        String open = "";
        List<String> lines = new ArrayList<>();
        for (String line : source.lines().toList()) {
            String text = line.strip();
            if (text.startsWith(BEGIN)) {
                put(regions, open, lines);
                open = text.equals(END) ? "" : text.substring(BEGIN.length());
                lines.clear();
            } else {
                lines.add(line);
            }
        }
        put(regions, open, lines);
        return regions;
    }

    /** Without the indentation that all lines share, and without empty lines around. */
    private static void put(Map<String, String> regions, String name, List<String> lines) {
        if (!name.isEmpty()
                && regions.put(name, String.join("\n", lines).stripIndent().strip() + "\n") != null) {
            throw new IllegalStateException("two regions of one file are called " + name);
        }
    }
}
