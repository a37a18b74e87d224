package dev.socketwire.interop.security;

import java.lang.management.ManagementFactory;

/** What this process holds. */
final class Heap {
    private Heap() {}

    /** Bytes of heap that are used after garbage was collected. */
    static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
