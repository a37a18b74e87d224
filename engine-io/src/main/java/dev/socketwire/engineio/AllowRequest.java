package dev.socketwire.engineio;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * May this request open a session? Asked once for each session, after the transport, the origin, the method and the
 * revision were found good and before anything is allocated for the session. Called on an event loop: it must not block,
 * but may answer later, from any thread. No answer within {@link EngineLimits#allowRequestTimeout()}, a failed stage or an
 * exception count as no.
 */
@FunctionalInterface
public interface AllowRequest {
    /** Looks at the request and answers, now or later. */
    CompletionStage<Verdict> decide(HandshakeInfo request);

    /** A hook that answers at once; where the test fails the peer is told {@code Forbidden}. */
    static AllowRequest when(Predicate<HandshakeInfo> test) {
        return request -> CompletableFuture.completedFuture(test.test(request) ? Verdict.allowed() : Verdict.refused());
    }

    /**
     * What the hook said.
     *
     * @param isAllowed whether the session is opened
     * @param message what a refused peer is told instead of {@code Forbidden}; empty for that word
     */
    record Verdict(boolean isAllowed, Optional<String> message) {
        private static final Verdict ALLOWED = new Verdict(true, Optional.empty());
        private static final Verdict REFUSED = new Verdict(false, Optional.empty());

        /** Yes. */
        public static Verdict allowed() {
            return ALLOWED;
        }

        /** No; the peer is told {@code Forbidden}. */
        public static Verdict refused() {
            return REFUSED;
        }

        /** No; the peer is told the message. */
        public static Verdict refused(String message) {
            return new Verdict(false, Optional.of(message));
        }
    }
}
