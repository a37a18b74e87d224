package dev.socketwire.interop.security;

import java.lang.management.ManagementFactory;

/** What this process holds. */
public final class Heap {
    private Heap() {}

    /** Bytes of heap that are used after garbage was collected. */
    public static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
