package dev.socketwire.engineio;

import java.nio.charset.StandardCharsets;

/** A message that every client is sent right behind the open packet, in the same answer where it polls. Immutable. */
public final class InitialPacket {
    private final boolean binary;
    private final byte[] data;

    private InitialPacket(boolean binary, byte[] data) {
        this.binary = binary;
        this.data = data;
    }

    /** A text message. */
    public static InitialPacket text(String text) {
        return new InitialPacket(false, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A binary message; copied. */
    public static InitialPacket binary(byte[] data) {
        return new InitialPacket(true, data.clone());
    }

    /** Whether it is binary. */
    public boolean isBinary() {
        return binary;
    }

    /** The bytes of the message, UTF-8 where it is text; a copy. */
    public byte[] data() {
        return data.clone();
    }
}
