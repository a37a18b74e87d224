package dev.socketwire.socketio;

/**
 * Name and type of an entry in the data of a socket. Two keys are equal where both are.
 *
 * @param name the name, for people
 * @param type the type of the value
 * @param <T> the type of the value
 */
public record DataKey<T>(String name, Class<T> type) {
    /** A key for values of a type. */
    public static <T> DataKey<T> of(String name, Class<T> type) {
        return new DataKey<>(name, type);
    }
}
