package dev.socketwire.engineio.http;

import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.Dialect;
import java.util.Map;

/** What is to be done with a request. */
public sealed interface Decision {
    /** The decisions; those from {@link #OPEN} on have a type of their own with more to say. */
    enum Kind {
        /** Not a request for the engine. */
        NOT_OURS,
        /** Answer 204 with what {@link Cors#addPreflightTo} says. */
        PREFLIGHT,
        /** Park the GET until there is something to send. */
        POLL,
        /** Read the body as packets of the session. */
        POST,
        /** Make it a WebSocket that probes the session; {@code Handshake} has yet to agree. */
        UPGRADE,
        /** {@link Open}. */
        OPEN,
        /** {@link Refuse}. */
        REFUSE,
        /** {@link EndSession}. */
        END_SESSION
    }

    /** Which decision it is. */
    Kind kind();

    /** The decisions without more to say. */
    enum Simple implements Decision {
        /** See {@link Kind#NOT_OURS}. */
        NOT_OURS(Kind.NOT_OURS),
        /** See {@link Kind#PREFLIGHT}. */
        PREFLIGHT(Kind.PREFLIGHT),
        /** See {@link Kind#POLL}. */
        POLL(Kind.POLL),
        /** See {@link Kind#POST}. */
        POST(Kind.POST),
        /** See {@link Kind#UPGRADE}. */
        UPGRADE(Kind.UPGRADE);

        private final Kind kind;

        Simple(Kind kind) {
            this.kind = kind;
        }

        @Override
        public Kind kind() {
            return kind;
        }
    }

    /**
     * Open a session, once {@code allowRequest} has agreed, and for a WebSocket {@code Handshake}.
     *
     * @param transport what the session begins with
     * @param dialect what the client speaks
     */
    record Open(TransportName transport, Dialect dialect) implements Decision {
        @Override
        public Kind kind() {
            return Kind.OPEN;
        }
    }

    /**
     * Answer with the status and the body of an error; the session, where there is one, does not notice.
     *
     * @param error which
     * @param context for the {@code connectionError} hook
     */
    record Refuse(EngineError error, Map<String, Object> context) implements Decision {
        @Override
        public Kind kind() {
            return Kind.REFUSE;
        }
    }

    /**
     * Answer 400 without a body and end the session: transport error.
     *
     * @param description what the peer did
     */
    record EndSession(String description) implements Decision {
        @Override
        public Kind kind() {
            return Kind.END_SESSION;
        }
    }
}
