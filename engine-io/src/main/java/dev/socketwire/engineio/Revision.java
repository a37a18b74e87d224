package dev.socketwire.engineio;

/** A revision of the Engine.IO protocol, as the query parameter {@code EIO} names it. */
public enum Revision {
    /** {@code EIO=3}: clients 1.x and 2.x. */
    V3(3),
    /** {@code EIO=4}: clients 3.x and 4.x. */
    V4(4);

    private final int number;

    Revision(int number) {
        this.number = number;
    }

    /** The number of the revision, as {@code EIO} carries it. */
    public int number() {
        return number;
    }
}
