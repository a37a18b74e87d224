package dev.socketwire.engineio;

import java.util.regex.Pattern;

/**
 * Makes the ids of sessions in place of the engine's own, which are 144 random bits. An id is a secret: whoever knows it can
 * take the session over, so it must not be guessed. Called on an event loop: it must not block. Where it throws, or what it
 * gives is no id, or an id that is in use, the request is refused: 400, code 3.
 */
@FunctionalInterface
public interface SessionIds {
    /** What an id may look like: 1 to 128 letters, digits, {@code -} and {@code _}. */
    Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** The id of the session that the request opens. */
    String next(HandshakeInfo request);
}
