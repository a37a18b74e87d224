package dev.socketwire.interop.soak;

import java.util.Locale;

/** What is looked at of a server, and how much more of it may be there later without being more. */
enum Figure {
    HEAP("Heap after GC", Unit.BYTES, 4L << 20),
    HEAP_TAKEN("Heap taken from the system", Unit.BYTES, 24L << 20),
    CODE("Classes and compiled code", Unit.BYTES, 8L << 20),
    DIRECT("Direct memory", Unit.BYTES, 4L << 20),
    RESIDENT("Resident memory", Unit.BYTES, 24L << 20),
    FILES("Open files", Unit.NUMBER, 40),
    THREADS("Threads", Unit.NUMBER, 8),
    SESSIONS("Sessions", Unit.NUMBER, 40),
    SOCKETS("Sockets", Unit.NUMBER, 40),
    ROOMS("Rooms", Unit.NUMBER, 10),
    QUEUED("Bytes that wait", Unit.BYTES, 4L << 20);

    private final String title;
    private final Unit unit;
    private final long slack;

    Figure(String title, Unit unit, long slack) {
        this.title = title;
        this.unit = unit;
        this.slack = slack;
    }

    String title() {
        return title;
    }

    /** As much may be between two figures that are the same: a tenth, and what chance makes of small ones. */
    long slack(long figure) {
        return Math.max(figure / 10, slack);
    }

    /** Whether none of it is there where no client is. */
    boolean isOfClients() {
        return this == SESSIONS || this == SOCKETS || this == ROOMS || this == QUEUED;
    }

    /** Whether it stays when its reason has gone: memory that was taken is kept for the next time. */
    boolean isKept() {
        return this == HEAP_TAKEN || this == CODE || this == DIRECT || this == RESIDENT;
    }

    String format(long figure) {
        return switch (unit) {
            case BYTES -> String.format(Locale.ROOT, "%.1f MiB", figure / (double) (1 << 20));
            case NUMBER -> String.format(Locale.ROOT, "%,d", figure);
        };
    }

    private enum Unit {
        BYTES,
        NUMBER
    }
}
