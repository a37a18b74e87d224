package dev.socketwire.fuzz;

/** How often bytes of an input were looked at. Targets run one at a time, on one thread. */
final class Steps {
    private static long taken;

    private Steps() {}

    static void reset() {
        taken = 0;
    }

    static long taken() {
        return taken;
    }

    static void add(long steps) {
        taken += steps;
    }
}
