package dev.socketwire.socketio;

import java.lang.reflect.Type;
import tools.jackson.core.type.TypeReference;

/**
 * A request, the type of its argument and of its answer, named once and used on both sides.
 *
 * @param name the name of the event on the wire
 * @param type the type of the argument
 * @param answer the type of the answer
 * @param <A> the type of the argument
 * @param <R> the type of the answer
 */
@SuppressWarnings("UnusedTypeParameter") // for the compiler: who sends and who listens agree
public record Request<A, R>(String name, Type type, Type answer) {
    /** A request of a contract. */
    public static <A, R> Request<A, R> of(String name, Class<A> type, Class<R> answer) {
        return new Request<>(name, type, answer);
    }

    /** A request whose argument and answer are generic. */
    public static <A, R> Request<A, R> of(String name, TypeReference<A> type, TypeReference<R> answer) {
        return new Request<>(name, type.getType(), answer.getType());
    }
}
