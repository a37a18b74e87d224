package dev.socketwire.frames.handshake;

import java.util.List;

/** What the rules of the opening handshake look at in a request. */
public interface HandshakeRequest {
    /** The request method, such as {@code GET}. */
    String method();

    /** The protocol version, such as {@code HTTP/1.1}. */
    String version();

    /** All values of a header, in order; the name in any letter case. Empty where there is none. */
    List<String> headers(String name);
}
