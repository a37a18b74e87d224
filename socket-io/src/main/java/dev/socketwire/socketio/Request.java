package dev.socketwire.socketio;

/**
 * A request, the type of its argument and of its answer, named once and used on both sides.
 *
 * @param name the name of the event on the wire
 * @param type the type of the argument
 * @param answer the type of the answer
 * @param <A> the type of the argument
 * @param <R> the type of the answer
 */
public record Request<A, R>(String name, Class<A> type, Class<R> answer) {
    /** A request of a contract. */
    public static <A, R> Request<A, R> of(String name, Class<A> type, Class<R> answer) {
        return new Request<>(name, type, answer);
    }
}
