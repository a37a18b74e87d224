package dev.socketwire.socketio;

/**
 * Listeners of events, by the number of their arguments. They run on the lane of the socket, one after the other. What they
 * throw is told to the error hook and harms nothing else.
 */
public interface EventListener {
    /** A listener of one argument. */
    @FunctionalInterface
    interface One<A> {
        /** The event has come; null where the client sent null or no argument. */
        void on(A argument) throws Exception;
    }

    /** A listener of two arguments. */
    @FunctionalInterface
    interface Two<A, B> {
        /** The event has come. */
        void on(A first, B second) throws Exception;
    }

    /** A listener of three arguments. */
    @FunctionalInterface
    interface Three<A, B, C> {
        /** The event has come. */
        void on(A first, B second, C third) throws Exception;
    }

    /** A listener of every event. */
    @FunctionalInterface
    interface Any {
        /** An event has come. */
        void on(String event, Arguments arguments) throws Exception;
    }

    /** Answers a request of one argument; see {@link Socket#onRequest(String, Class, Answering)}. */
    @FunctionalInterface
    interface Answering<A, R> {
        /** The answer. */
        R answer(A argument) throws Exception;
    }
}
