package dev.socketwire.frames.codec;

/** Which end of a connection we are: a client masks every frame, a server none (RFC 6455 section 5.1). */
public enum Role {
    /** Reads masked frames, writes plain ones. */
    SERVER,
    /** Reads plain frames, writes masked ones. */
    CLIENT
}
