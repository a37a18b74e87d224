package dev.socketwire.socketio.spi;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A packet as parsers read and write it.
 *
 * @param type what it is
 * @param namespace the name of the namespace, beginning with a slash
 * @param id the acknowledgement id, where there is one
 * @param data an array for events and acknowledgements, an object for what connects or may not, else nothing
 */
public record WirePacket(Type type, String namespace, OptionalLong id, Optional<Payload> data) {
    /** The types of the wire. Whether there are attachments makes no other type. */
    public enum Type {
        /** Type 0. */
        CONNECT(0),
        /** Type 1. */
        DISCONNECT(1),
        /** Type 2. */
        EVENT(2),
        /** Type 3. */
        ACK(3),
        /** Type 4. */
        CONNECT_ERROR(4);

        private static final Type[] ALL = values();

        private final int number;

        Type(int number) {
            this.number = number;
        }

        /** The type of a number; empty where there is none. */
        public static Optional<Type> of(long number) {
            return number >= 0 && number < ALL.length ? Optional.of(ALL[(int) number]) : Optional.empty();
        }

        /** The number on the wire. */
        public int number() {
            return number;
        }
    }
}
