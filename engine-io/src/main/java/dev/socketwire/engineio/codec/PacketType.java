package dev.socketwire.engineio.codec;

import org.jspecify.annotations.Nullable;

/** The packet types of Engine.IO; their numbers are the same in every revision. */
public enum PacketType {
    /** 0, to the client: the session is open. */
    OPEN('0'),
    /** 1: the transport ends. */
    CLOSE('1'),
    /** 2: a heartbeat, or the probe of an upgrade. */
    PING('2'),
    /** 3: the answer to a ping. */
    PONG('3'),
    /** 4: a message of the layer above. */
    MESSAGE('4'),
    /** 5, from the client: the new transport is to be used from here on. */
    UPGRADE('5'),
    /** 6, to the client: nothing, so that a poll is answered. */
    NOOP('6');

    private static final PacketType[] BY_NUMBER = values();

    private final byte digit;

    PacketType(char digit) {
        this.digit = (byte) digit;
    }

    /** The number, which a binary packet of revision 3 begins with. */
    byte number() {
        return (byte) (digit - '0');
    }

    /** The digit that a text packet begins with. */
    public byte digit() {
        return digit;
    }

    /** The type of that digit, or null where it stands for none. */
    static @Nullable PacketType ofDigit(byte digit) {
        return ofNumber((byte) (digit - '0'));
    }

    /** The type of that number, or null where it stands for none. */
    static @Nullable PacketType ofNumber(byte number) {
        // The constants stand in the order of their numbers.
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
    }
}
