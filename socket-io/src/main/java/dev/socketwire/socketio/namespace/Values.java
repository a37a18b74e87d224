package dev.socketwire.socketio.namespace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Bound arguments as the types that they were bound to. */
final class Values {
    private Values() {}

    /** An argument; null where the client sent null, which a listener of a reference type is told as it is. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T> T get(List<@Nullable Object> values, int index) {
        return (T) values.get(index);
    }
}
