package dev.socketwire.engineio.http;

import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request may do, checked in the order of the reference. All that can be refused is refused here, before a session
 * is made and before a WebSocket is agreed to. Immutable, safe from any thread.
 */
public final class RequestRules {
    /** What the reference takes every {@code EIO} but 4 for; told to the hook only. */
    private static final int OTHER_PROTOCOL = 3;

    private final EngineOptions options;
    private final Cors cors;

    /** Rules by these options. */
    public RequestRules(EngineOptions options) {
        this.options = options;
        cors = new Cors(options.cors());
    }

    /**
     * Decides on a request.
     *
     * @param session the session that the request names, or null where there is none of that id
     */
    public Decision decide(EngineRequest request, @Nullable KnownSession session) {
        if (!isOurs(request.path())) {
            return Decision.Simple.NOT_OURS;
        }
        if (cors.isOn() && request.method().equals("OPTIONS")) {
            return cors.allows(request.origin()) ? Decision.Simple.PREFLIGHT : originRefused(request);
        }
        TransportName transport = transport(request);
        if (transport == null) {
            return refuse(EngineError.UNKNOWN_TRANSPORT, context("transport", request.transport()));
        }
        if (!isPrintable(request.origin())) {
            return badRequest("INVALID_ORIGIN", context("origin", request.origin()));
        }
        if (!cors.allows(request.origin())) {
            return originRefused(request);
        }
        if (request.sid() == null) {
            return handshake(request, transport);
        }
        if (session == null) {
            return refuse(EngineError.UNKNOWN_SID, context("sid", request.sid()));
        }
        return withinSession(request, transport, session);
    }

    /** The path itself, with or without its slash, and what lies below it; never a longer name. */
    public boolean isOurs(String path) {
        String ours = options.path();
        return path.startsWith(ours) && (path.length() == ours.length() || path.charAt(ours.length()) == '/');
    }

    private @Nullable TransportName transport(EngineRequest request) {
        return Optional.ofNullable(request.transport())
                .flatMap(TransportName::of)
                .filter(options.transports()::contains)
                .orElse(null);
    }

    private static Decision handshake(EngineRequest request, TransportName transport) {
        if (!request.method().equals("GET")) {
            return refuse(EngineError.BAD_HANDSHAKE_METHOD, context("method", request.method()));
        }
        if (request.isWebSocket() != (transport == TransportName.WEBSOCKET)) {
            return badRequest("TRANSPORT_HANDSHAKE_ERROR", Map.of());
        }
        Revision revision = revision(request);
        if (revision == null) {
            return refuse(EngineError.UNSUPPORTED_PROTOCOL_VERSION, Map.of("protocol", OTHER_PROTOCOL));
        }
        return new Decision.Open(transport, revision);
    }

    private Decision withinSession(EngineRequest request, TransportName transport, KnownSession session) {
        if (revision(request) != session.revision()) {
            return badRequest(
                    "PROTOCOL_MISMATCH",
                    Map.of(
                            "protocol",
                            OTHER_PROTOCOL,
                            "previousProtocol",
                            session.revision().number()));
        }
        boolean fits = request.isWebSocket()
                ? transport == TransportName.WEBSOCKET && mayUpgrade(session)
                : transport == TransportName.POLLING && session.transport() == TransportName.POLLING;
        if (!fits) {
            return badRequest(
                    "TRANSPORT_MISMATCH",
                    Map.of(
                            "transport",
                            transport.wireName(),
                            "previousTransport",
                            session.transport().wireName()));
        }
        return switch (request.method()) {
            case "GET" -> request.isWebSocket() ? Decision.Simple.UPGRADE : Decision.Simple.POLL;
            case "POST" -> request.isWebSocket() ? badMethod(request) : post(request);
            default -> badMethod(request);
        };
    }

    private boolean mayUpgrade(KnownSession session) {
        return !session.isUpgrading()
                && options.upgradesFrom(session.transport()).contains(TransportName.WEBSOCKET);
    }

    /** Revision 4 has no binary bodies. */
    private static Decision post(EngineRequest request) {
        String contentType = request.contentType();
        if (contentType != null) {
            int end = contentType.indexOf(';');
            String mediaType = end < 0 ? contentType : contentType.substring(0, end);
            if (mediaType.strip().equalsIgnoreCase("application/octet-stream")) {
                return new Decision.EndSession("invalid content");
            }
        }
        return Decision.Simple.POST;
    }

    /** Exactly {@code 4}. */
    private static @Nullable Revision revision(EngineRequest request) {
        return "4".equals(request.eio()) ? Revision.V4 : null;
    }

    private static boolean isPrintable(@Nullable String origin) {
        return origin == null || origin.chars().noneMatch(c -> (c < ' ' && c != '\t') || c == 0x7f);
    }

    private static Decision originRefused(EngineRequest request) {
        return refuse(EngineError.FORBIDDEN, named("ORIGIN_NOT_ALLOWED", context("origin", request.origin())));
    }

    private static Decision badMethod(EngineRequest request) {
        return badRequest("BAD_METHOD", context("method", request.method()));
    }

    private static Decision badRequest(String name, Map<String, Object> details) {
        return refuse(EngineError.BAD_REQUEST, named(name, details));
    }

    private static Decision refuse(EngineError error, Map<String, Object> context) {
        return new Decision.Refuse(error, context);
    }

    private static Map<String, Object> context(String name, @Nullable String value) {
        return value == null ? Map.of() : Map.of(name, value);
    }

    private static Map<String, Object> named(String name, Map<String, Object> details) {
        Map<String, Object> context = new LinkedHashMap<>();
        context.put("name", name);
        context.putAll(details);
        return context;
    }
}
