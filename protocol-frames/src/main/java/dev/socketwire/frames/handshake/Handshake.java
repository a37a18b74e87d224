package dev.socketwire.frames.handshake;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.frames.handshake.HandshakeResult.Accepted;
import dev.socketwire.frames.handshake.HandshakeResult.Refused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the opening handshake, RFC 6455 section 4.2, rule by rule: a request in, an answer out. Time grows with
 * the length of the request, whatever stands in it. Immutable, safe from any thread, no I/O.
 */
public final class Handshake {
    private static final String UPGRADE = "Upgrade";
    private static final String WEBSOCKET = "websocket";
    private static final String KEY = "Sec-WebSocket-Key";
    private static final String VERSION = "Sec-WebSocket-Version";
    private static final String PROTOCOL = "Sec-WebSocket-Protocol";
    private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
    private static final int BAD_REQUEST = 400;
    private static final int UPGRADE_REQUIRED = 426;

    private final List<String> subprotocols;
    private final Optional<DeflateOptions> deflate;

    private Handshake(List<String> subprotocols, Optional<DeflateOptions> deflate) {
        this.subprotocols = subprotocols;
        this.deflate = deflate;
    }

    /**
     * A handshake.
     *
     * @param subprotocols what the server speaks, the best first; may be empty
     * @param deflate what it agrees to of permessage-deflate; empty: nothing
     */
    public static Handshake of(List<String> subprotocols, Optional<DeflateOptions> deflate) {
        return new Handshake(List.copyOf(subprotocols), deflate);
    }

    /** Looks at a request and answers it. */
    public HandshakeResult answer(HandshakeRequest request) {
        Refused refused = checkRequest(request);
        if (refused == null) {
            refused = checkVersionAndKey(request);
        }
        return refused == null ? negotiate(request) : refused;
    }

    /** Whether a request asks for a WebSocket at all: it names the protocol in its {@code Upgrade} header. */
    public static boolean isAskedFor(HandshakeRequest request) {
        return HeaderTokens.count(request.headers(UPGRADE), WEBSOCKET) > 0;
    }

    private static @Nullable Refused checkRequest(HandshakeRequest request) {
        if (!request.method().equals("GET")) {
            return badRequest("method of a WebSocket handshake is not GET");
        }
        if (!request.version().equals("HTTP/1.1")) {
            return badRequest("version of a WebSocket handshake is not HTTP/1.1");
        }
        List<String> hosts = request.headers("Host");
        if (hosts.size() != 1 || hosts.get(0).isBlank()) {
            return badRequest("Host is missing, empty or stands twice");
        }
        List<String> upgrades = request.headers(UPGRADE);
        if (upgrades.isEmpty()) {
            return new Refused(
                    UPGRADE_REQUIRED,
                    List.of(Map.entry(UPGRADE, WEBSOCKET), Map.entry("Connection", UPGRADE)),
                    "Upgrade is missing");
        }
        if (HeaderTokens.count(upgrades, WEBSOCKET) != 1) {
            return badRequest("Upgrade does not name websocket, or names it twice");
        }
        if (HeaderTokens.count(request.headers("Connection"), UPGRADE) == 0) {
            return badRequest("Connection does not name Upgrade");
        }
        return null;
    }

    private static @Nullable Refused checkVersionAndKey(HandshakeRequest request) {
        List<String> versions = request.headers(VERSION);
        if (versions.size() != 1 || !versions.get(0).strip().equals("13")) {
            return new Refused(UPGRADE_REQUIRED, List.of(Map.entry(VERSION, "13")), VERSION + " is not 13");
        }
        List<String> keys = request.headers(KEY);
        if (keys.size() != 1 || !AcceptKey.isValid(keys.get(0).strip())) {
            return badRequest(KEY + " is missing, stands twice or is not 16 bytes in base64");
        }
        return null;
    }

    private HandshakeResult negotiate(HandshakeRequest request) {
        try {
            Optional<String> subprotocol = subprotocol(HeaderTokens.tokens(request.headers(PROTOCOL)));
            List<ExtensionOffer> offers = HeaderTokens.extensions(request.headers(EXTENSIONS));
            return accept(
                    request.headers(KEY).get(0).strip(),
                    subprotocol,
                    deflate.flatMap(ours -> DeflateNegotiation.agree(offers, ours)));
        } catch (MalformedHeader e) {
            return badRequest(PROTOCOL + " or " + EXTENSIONS + ": " + e.getMessage());
        }
    }

    private Optional<String> subprotocol(List<String> wanted) throws MalformedHeader {
        // Section 4.1: each name once. As a set it is also searched in constant time, however long the list.
        Set<String> names = new HashSet<>(wanted);
        if (names.size() < wanted.size()) {
            throw new MalformedHeader("a subprotocol is named twice");
        }
        return subprotocols.stream().filter(names::contains).findFirst();
    }

    private static Accepted accept(
            String key, Optional<String> subprotocol, Optional<DeflateNegotiation.Outcome> deflate) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry(UPGRADE, WEBSOCKET));
        headers.add(Map.entry("Connection", UPGRADE));
        headers.add(Map.entry("Sec-WebSocket-Accept", AcceptKey.of(key)));
        subprotocol.ifPresent(name -> headers.add(Map.entry(PROTOCOL, name)));
        deflate.ifPresent(outcome -> headers.add(Map.entry(EXTENSIONS, outcome.header())));
        return new Accepted(List.copyOf(headers), subprotocol, deflate.map(DeflateNegotiation.Outcome::agreement));
    }

    private static Refused badRequest(String reason) {
        return new Refused(BAD_REQUEST, List.of(), reason);
    }
}
