package dev.socketwire.socketio;

import java.lang.reflect.Type;
import tools.jackson.core.type.TypeReference;

/**
 * The arguments of an event that declared no types: bound when they are asked for. Immutable, may be kept, any thread.
 * Returned from a request as its answer, they go back as they came. As text ({@code toString}) they are JSON, cut where it is
 * long.
 */
public interface Arguments {
    /** How many there are. */
    int size();

    /**
     * One argument.
     *
     * @param index from 0
     * @throws IndexOutOfBoundsException where there are fewer
     * @throws tools.jackson.core.JacksonException where it does not fit the type
     */
    <T> T get(int index, Class<T> type);

    /** One argument of a generic type; as {@link #get(int, Class)}. */
    Object get(int index, Type type);

    /** One argument of a generic type; as {@link #get(int, Class)}. */
    @SuppressWarnings("unchecked") // what is bound to the type is of the type
    default <T> T get(int index, TypeReference<T> type) {
        return (T) get(index, type.getType());
    }
}
