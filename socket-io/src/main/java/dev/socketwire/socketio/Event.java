package dev.socketwire.socketio;

/**
 * An event and the type of its argument, named once and used wherever it is sent or listened to.
 *
 * @param name the name on the wire
 * @param type the type of the argument
 * @param <T> the type of the argument
 */
public record Event<T>(String name, Class<T> type) {
    /** An event of a contract. */
    public static <T> Event<T> of(String name, Class<T> type) {
        return new Event<>(name, type);
    }
}
