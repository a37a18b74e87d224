package dev.socketwire.frames.codec;

import org.jspecify.annotations.Nullable;

/** What a frame is, RFC 6455 section 5.2. */
enum Opcode {
    CONTINUATION(0),
    TEXT(1),
    BINARY(2),
    CLOSE(8),
    PING(9),
    PONG(10);

    private static final @Nullable Opcode[] BY_CODE = new @Nullable Opcode[16];

    static {
        for (Opcode opcode : values()) {
            BY_CODE[opcode.code] = opcode;
        }
    }

    private final int code;

    Opcode(int code) {
        this.code = code;
    }

    /** The opcode of a number from 0 to 15, or null where it is reserved. */
    static @Nullable Opcode of(int code) {
        return BY_CODE[code];
    }

    int code() {
        return code;
    }

    boolean isControl() {
        return code >= CLOSE.code;
    }
}
