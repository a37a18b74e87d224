package dev.socketwire.socketio;

import java.lang.reflect.Type;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.core.type.TypeReference;

/**
 * Sends to one client: a {@link Socket}, or a view of it that sends in another way. Views are immutable, made in any order
 * ({@code socket.compress(false).timeout(limit)}), to be kept and used as often as one likes. Any thread; what one thread
 * emits arrives in its order. After the end of the socket emitting does nothing.
 */
public interface Emitter {
    /**
     * A view whose events are dropped where the transport cannot take them at that moment: on polling while no request waits
     * for an answer, on WebSocket while something else waits ({@code volatile} in the reference). The server's
     * {@link dev.socketwire.engineio.OutboundPolicy} may let them wait for a while instead. A request that is dropped is never
     * answered: give it a {@link #timeout}.
     */
    Emitter dropIfBusy();

    /**
     * A view that says whether events may be compressed where compression is on, true by default: with {@code perMessageDeflate}
     * on WebSocket, with {@code httpCompression} on polling, where one event of an answer that may be is enough.
     */
    Emitter compress(boolean value);

    /**
     * A view whose requests fail with {@link AckTimeoutException} after a time; 0 is the next turn of the event loop.
     *
     * @throws IllegalArgumentException where it is negative or longer than 365 days
     */
    Emitter timeout(Duration limit);

    /** Sends an event to this client; as {@link Broadcast#emit(String, Object...)}. */
    void emit(String event, Object... arguments);

    /** Sends an event of a contract. */
    default <T> void emit(Event<T> event, T argument) {
        emit(event.name(), argument);
    }

    /** Sends a {@code message} event. */
    default void send(Object... arguments) {
        emit("message", arguments);
    }

    /**
     * Sends an event and asks for an answer, whose first value is bound to the type; {@code Arguments.class} gets all of its
     * values. The future completes exactly once: with
     * the answer, with what did not fit, or with {@link SocketDisconnectedException}. It completes on a thread beside the
     * lane of the socket (with {@link Handlers#inline()} on the event loop): a listener on a lane may wait for it, best with
     * a {@link #timeout}, and what hangs on it may block, but does not wait for its turn among the listeners.
     *
     * @throws IllegalArgumentException as {@link Broadcast#emit(String, Object...)}
     * @throws IllegalStateException where 10,000 requests of this socket are unanswered
     * @throws tools.jackson.core.JacksonException where an argument cannot be written
     */
    default <R> CompletableFuture<R> request(String event, Class<R> type, Object... arguments) {
        return request(event, (Type) type, arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for an answer of a generic type. */
    default <R> CompletableFuture<R> request(String event, TypeReference<R> type, Object... arguments) {
        return request(event, type.getType(), arguments);
    }

    /** As {@link #request(String, Class, Object...)}, for an answer of any type; the future is of what is bound to it. */
    <R> CompletableFuture<R> request(String event, Type type, Object... arguments);

    /** Asks the request of a contract. */
    default <A, R> CompletableFuture<R> request(Request<A, R> request, A argument) {
        return request(request.name(), request.answer(), argument);
    }
}
