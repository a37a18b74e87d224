package dev.socketwire.engineio.codec;

/** What a polling body is made of. */
public enum BodyKind {
    /** Text packets; binary messages are in base64. */
    TEXT,
    /** Bytes: the form of revision 3 for bodies with a binary message in them. */
    BINARY,
    /** A script that calls a function with a text body: JSONP. */
    SCRIPT
}
