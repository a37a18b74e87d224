package dev.socketwire.interop.security;

/** How often what depends on chance is tried: as often as a test says, or as {@code -Dsecurity.rounds=10000} does. */
final class Rounds {
    private Rounds() {}

    static int of(int usual) {
        return Integer.getInteger("security.rounds", usual);
    }
}
