package dev.socketwire.socketio;

import java.util.List;

/**
 * Listeners of events, by the number of their arguments. They run on the lane of the socket, one after the other. What they
 * throw is told to the error hook and harms nothing else. Who wants to take one off again keeps it: listeners are the same
 * where they are the same object.
 */
public interface EventListener {
    /** A listener of one argument. */
    @FunctionalInterface
    interface One<A> extends EventListener {
        /**
         * The event has come; null where the client sent null or no argument.
         *
         * @throws Exception which the error hook is told
         */
        void on(A argument) throws Exception;
    }

    /** A listener of two arguments. */
    @FunctionalInterface
    interface Two<A, B> extends EventListener {
        /**
         * The event has come; null stands for each argument that is null or missing.
         *
         * @throws Exception which the error hook is told
         */
        void on(A first, B second) throws Exception;
    }

    /** A listener of three arguments. */
    @FunctionalInterface
    interface Three<A, B, C> extends EventListener {
        /**
         * The event has come; null stands for each argument that is null or missing.
         *
         * @throws Exception which the error hook is told
         */
        void on(A first, B second, C third) throws Exception;
    }

    /** A listener of every event. */
    @FunctionalInterface
    interface Any extends EventListener {
        /**
         * An event has come.
         *
         * @throws Exception which the error hook is told
         */
        void on(String event, Arguments arguments) throws Exception;
    }

    /** A listener of every event that is sent. */
    @FunctionalInterface
    interface Outgoing extends EventListener {
        /**
         * An event is sent, or was asked to be: one that is dropped behind here is told, too.
         *
         * @param arguments the values of the program; not to be changed
         * @throws Exception which the error hook is told
         */
        void on(String event, List<Object> arguments) throws Exception;
    }

    /** Answers a request of one argument; see {@link Socket#onRequest(String, Class, Answering)}. */
    @FunctionalInterface
    interface Answering<A, R> extends EventListener {
        /**
         * The answer; the argument is null where the client sent null or none.
         *
         * @throws RequestRefused to answer with its message and data
         * @throws Exception which the error hook is told; a client is answered {@code internal error}
         */
        R answer(A argument) throws Exception;
    }
}
