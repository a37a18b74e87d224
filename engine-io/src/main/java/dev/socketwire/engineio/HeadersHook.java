package dev.socketwire.engineio;

/**
 * Adds headers to an answer. Called on an event loop while the answer is made: it must not block. An exception is logged
 * and makes the answer a 500.
 */
@FunctionalInterface
public interface HeadersHook {
    /**
     * Looks at the headers of an answer and changes them.
     *
     * @param headers those of the answer, to be changed during the call only
     * @param request the request that is answered
     */
    void addTo(ResponseHeaders headers, HandshakeInfo request);
}
