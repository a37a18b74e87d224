package dev.socketwire.engineio;

/** A revision of the Engine.IO protocol, as the query parameter {@code EIO} names it. */
public enum Revision {
    /** {@code EIO=4}: clients 3.x and 4.x. */
    V4
}
