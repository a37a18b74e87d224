package dev.socketwire.engineio.http;

import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.Dialect;
import dev.socketwire.engineio.codec.Jsonp;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request may do, checked in the order of the reference. All that can be refused is refused here, before a session
 * is made and before a WebSocket is agreed to. Immutable, safe from any thread.
 */
public final class RequestRules {
    private final EngineOptions options;

    /** Rules by these options. */
    public RequestRules(EngineOptions options) {
        this.options = options;
    }

    /**
     * Decides on a request.
     *
     * @param originAllowed the verdict of {@link Cors#allows} on it, asked for where the request is for the engine
     * @param session the session that the request names, or null where there is none of that id
     */
    public Decision decide(EngineRequest request, BooleanSupplier originAllowed, @Nullable KnownSession session) {
        if (!isOurs(request.path())) {
            return Decision.Simple.NOT_OURS;
        }
        if (options.cors().isPresent() && request.method().equals("OPTIONS")) {
            return originAllowed.getAsBoolean() ? Decision.Simple.PREFLIGHT : originRefused(request);
        }
        TransportName transport = transport(request);
        if (transport == null) {
            return refuse(EngineError.UNKNOWN_TRANSPORT, context("transport", request.transport()));
        }
        if (!isPrintable(request.origin())) {
            return badRequest("INVALID_ORIGIN", context("origin", request.origin()));
        }
        if (!originAllowed.getAsBoolean()) {
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

    private Decision handshake(EngineRequest request, TransportName transport) {
        if (!request.method().equals("GET")) {
            return refuse(EngineError.BAD_HANDSHAKE_METHOD, context("method", request.method()));
        }
        if (request.isWebSocket() != (transport == TransportName.WEBSOCKET)) {
            return badRequest("TRANSPORT_HANDSHAKE_ERROR", Map.of());
        }
        Revision revision = revision(request);
        if (revision == null) {
            return refuse(EngineError.UNSUPPORTED_PROTOCOL_VERSION, Map.of("protocol", protocol(request)));
        }
        Optional<String> jsonp = Optional.ofNullable(request.j()).map(Jsonp::index);
        return new Decision.Open(transport, Dialect.of(revision, request.wantsBase64(), jsonp));
    }

    private Decision withinSession(EngineRequest request, TransportName transport, KnownSession session) {
        if (revision(request) != session.revision()) {
            return badRequest(
                    "PROTOCOL_MISMATCH",
                    Map.of(
                            "protocol",
                            protocol(request),
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
            case "POST" -> request.isWebSocket() ? badMethod(request) : post(request, session);
            default -> badMethod(request);
        };
    }

    private boolean mayUpgrade(KnownSession session) {
        return !session.isUpgrading()
                && options.upgradesFrom(session.transport()).contains(TransportName.WEBSOCKET);
    }

    /** Revision 4 has no binary bodies. */
    private static Decision post(EngineRequest request, KnownSession session) {
        boolean bad = session.revision() == Revision.V4 && request.hasBytes();
        return bad ? new Decision.EndSession("invalid content") : Decision.Simple.POST;
    }

    /** Exactly {@code 4} or, where old clients are served, {@code 3}. */
    private @Nullable Revision revision(EngineRequest request) {
        if ("4".equals(request.eio())) {
            return Revision.V4;
        }
        return options.allowEIO3() && "3".equals(request.eio()) ? Revision.V3 : null;
    }

    /** For the hook; like the reference, it calls everything 3 that is not 4. */
    private static int protocol(EngineRequest request) {
        return "4".equals(request.eio()) ? Revision.V4.number() : Revision.V3.number();
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
