package dev.socketwire.socketio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * An answer of several values, for a client whose callback takes several; a single value needs no such wrapping.
 *
 * @param values the values in order, null among them where there is nothing to say
 */
public record Answer(List<Object> values) {
    /** Copies the list. */
    public Answer {
        values = Collections.unmodifiableList(new ArrayList<>(values));
    }

    /** An answer of these values. */
    public static Answer of(Object... values) {
        return new Answer(Arrays.asList(values));
    }
}
