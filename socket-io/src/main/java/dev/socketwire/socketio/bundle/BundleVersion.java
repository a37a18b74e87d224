package dev.socketwire.socketio.bundle;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A version of the browser client whose files are in the jar. */
public enum BundleVersion {
    /** The newest. */
    V4("4.8.4"),
    /** For pages of its time: Internet Explorer, JSONP, {@code io.connect}. */
    V2("2.5.0");

    private final String number;

    BundleVersion(String number) {
        this.number = number;
    }

    /**
     * The version of that number, or of that generation where only the first part of it is given.
     *
     * @throws IllegalArgumentException where there is none, naming those that there are
     */
    public static BundleVersion of(String number) {
        for (BundleVersion version : values()) {
            if (version.number.equals(number) || version.generation().equals(number)) {
                return version;
            }
        }
        String known = Arrays.stream(values()).map(BundleVersion::number).collect(Collectors.joining(", "));
        throw new IllegalArgumentException("clientVersion is \"" + number + "\", must be one of " + known);
    }

    /** Such as {@code 4.8.4}. */
    public String number() {
        return number;
    }

    /** The names of its scripts; each has a source map beside it. */
    List<String> scripts() {
        return switch (this) {
            case V4 -> List.of("socket.io.js", "socket.io.min.js", "socket.io.esm.min.js", "socket.io.msgpack.min.js");
            case V2 -> List.of("socket.io.js", "socket.io.dev.js", "socket.io.slim.js", "socket.io.slim.dev.js");
        };
    }

    /** The folder that its files are in. */
    String folder() {
        return "v" + generation();
    }

    private String generation() {
        return number.substring(0, number.indexOf('.'));
    }
}
