package dev.socketwire.socketio;

import java.lang.reflect.Type;
import tools.jackson.core.type.TypeReference;

/**
 * An event and the type of its argument, named once and used wherever it is sent or listened to.
 *
 * @param name the name on the wire
 * @param type the type of the argument
 * @param <T> the type of the argument
 */
@SuppressWarnings("UnusedTypeParameter") // for the compiler: who sends and who listens agree
public record Event<T>(String name, Type type) {
    /** An event of a contract. */
    public static <T> Event<T> of(String name, Class<T> type) {
        return new Event<>(name, type);
    }

    /** An event whose argument is generic, such as {@code new TypeReference<List<Move>>() {}}. */
    public static <T> Event<T> of(String name, TypeReference<T> type) {
        return new Event<>(name, type.getType());
    }
}
