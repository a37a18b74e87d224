package dev.socketwire.socketio;

import java.lang.reflect.Type;
import tools.jackson.core.type.TypeReference;

/**
 * Name and type of an entry in the data of a socket. Two keys are equal where both are.
 *
 * @param name the name: for people, and under which the value is told to other servers
 * @param type the type of the value
 * @param <T> the type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // for the compiler: who puts and who gets agree
public record DataKey<T>(String name, Type type) {
    /** A key for values of a type. */
    public static <T> DataKey<T> of(String name, Class<T> type) {
        return new DataKey<>(name, type);
    }

    /** A key for values of a generic type, such as {@code new TypeReference<List<Move>>() {}}. */
    public static <T> DataKey<T> of(String name, TypeReference<T> type) {
        return new DataKey<>(name, type.getType());
    }
}
