package dev.socketwire.engineio;

import java.nio.charset.StandardCharsets;

/**
 * A packet of a session, as those who listen to packets are told.
 *
 * @param type the name of the type: {@code message}, {@code ping}, {@code pong}, …
 * @param isBinary whether it is a binary message
 * @param data the bytes behind the type, UTF-8 where it is text; a copy for those who listen
 */
public record EnginePacket(String type, boolean isBinary, byte[] data) {
    /** The data as text. */
    public String text() {
        return new String(data, StandardCharsets.UTF_8);
    }
}
