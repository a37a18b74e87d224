package dev.socketwire.engineio;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * Answers the requests that are not for the engine, so that a program serves its pages on the same port. Called on an event
 * loop: it must not block, but may answer later, from any thread. A failed stage or an exception is answered with 500.
 */
@FunctionalInterface
public interface PlainHttpHandler {
    /** Answers a request, now or later. */
    CompletionStage<PlainResponse> handle(PlainRequest request);

    /** A handler that answers at once. */
    static PlainHttpHandler of(Function<PlainRequest, PlainResponse> answer) {
        return request -> CompletableFuture.completedFuture(answer.apply(request));
    }
}
