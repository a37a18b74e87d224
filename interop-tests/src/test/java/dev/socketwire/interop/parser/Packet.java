package dev.socketwire.interop.parser;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A packet before it is written.
 *
 * @param type 0 to 4
 * @param id the acknowledgement id, or -1
 * @param data a list, of an event with its name first; a map; empty where there is nothing
 */
record Packet(int type, String namespace, long id, Optional<Object> data) {
    static final int CONNECT = 0;
    static final int DISCONNECT = 1;
    static final int EVENT = 2;
    static final int ACK = 3;
    static final int CONNECT_ERROR = 4;

    /** As both sides tell it, see {@code parser.mjs}. */
    List<@Nullable Object> told() {
        return told(type, namespace, id, data.map(Values::told).orElse(Values.nothing()));
    }

    /** The same with the members of its objects in their own order. */
    List<@Nullable Object> inOrder() {
        return told(type, namespace, id, data.map(Values::inOrder).orElse(Values.nothing()));
    }

    static List<@Nullable Object> told(int type, String namespace, long id, @Nullable Object data) {
        List<@Nullable Object> told = new ArrayList<>();
        told.add(type);
        told.add(namespace);
        told.add(id < 0 ? null : Long.toString(id));
        told.add(data);
        return told;
    }
}
