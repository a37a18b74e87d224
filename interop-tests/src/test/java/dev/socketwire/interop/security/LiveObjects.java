package dev.socketwire.interop.security;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/** The objects of this process that are still reachable, by class. */
final class LiveObjects {
    private LiveObjects() {}

    /** How many there are of a class, by its full name. */
    static long of(String className) {
        return Arrays.stream(histogram().split("\n"))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > 3 && columns[3].equals(className))
                .mapToLong(columns -> Long.parseLong(columns[1]))
                .sum();
    }

    /** How many bytes those take whose classes have such a full name. */
    static long bytesOf(Pattern classNames) {
        return Arrays.stream(histogram().split("\n"))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns ->
                        columns.length > 3 && classNames.matcher(columns[3]).matches())
                .mapToLong(columns -> Long.parseLong(columns[2]))
                .sum();
    }

    private static String histogram() {
        try {
            return (String) ManagementFactory.getPlatformMBeanServer()
                    .invoke(
                            new ObjectName("com.sun.management:type=DiagnosticCommand"),
                            "gcClassHistogram",
                            new Object[] {new String[0]},
                            new String[] {String[].class.getName()});
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
