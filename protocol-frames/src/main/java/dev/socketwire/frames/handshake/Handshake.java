package dev.socketwire.frames.handshake;

import dev.socketwire.frames.DeflateOptions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The server's side of the opening handshake, RFC 6455 section 4.2, rule by rule: a request in, an answer out. Immutable,
 * safe from any thread, no I/O.
 */
public final class Handshake {
    private static final int KEY_BYTES = 16;

    private final List<String> subprotocols;
    private final @Nullable DeflateNegotiation deflate;

    private Handshake(List<String> subprotocols, @Nullable DeflateNegotiation deflate) {
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
        return new Handshake(
                List.copyOf(subprotocols), deflate.map(DeflateNegotiation::new).orElse(null));
    }

    /** Looks at a request and answers it. */
    public HandshakeResult answer(HandshakeRequest request) {
        HandshakeResult.Refused refused = brokenRule(request);
        if (refused != null) {
            return refused;
        }
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("Upgrade", "websocket"));
        headers.add(Map.entry("Connection", "Upgrade"));
        headers.add(Map.entry(
                "Sec-WebSocket-Accept",
                AcceptKey.of(request.headers("Sec-WebSocket-Key").get(0).strip())));
        List<String> offered = HeaderTokens.tokens(request.headers("Sec-WebSocket-Protocol"));
        if (offered == null) {
            return refused(400, "Sec-WebSocket-Protocol is no list of tokens");
        }
        Optional<String> subprotocol =
                subprotocols.stream().filter(offered::contains).findFirst();
        subprotocol.ifPresent(name -> headers.add(Map.entry("Sec-WebSocket-Protocol", name)));
        DeflateNegotiation.Outcome outcome = negotiate(request);
        if (outcome != null) {
            headers.add(Map.entry("Sec-WebSocket-Extensions", outcome.header()));
        }
        return new HandshakeResult.Accepted(
                List.copyOf(headers),
                subprotocol,
                outcome == null ? Optional.empty() : Optional.of(outcome.agreement()));
    }

    /** Whether a request asks for a WebSocket at all: it names the protocol in its {@code Upgrade} header. */
    public static boolean isAskedFor(HandshakeRequest request) {
        return HeaderTokens.contains(request.headers("Upgrade"), "websocket");
    }

    private DeflateNegotiation.@Nullable Outcome negotiate(HandshakeRequest request) {
        if (deflate == null) {
            return null;
        }
        List<HeaderTokens.Element> offers = HeaderTokens.elements(request.headers("Sec-WebSocket-Extensions"));
        return offers == null ? null : deflate.negotiate(offers);
    }

    private static HandshakeResult.@Nullable Refused brokenRule(HandshakeRequest request) {
        if (!request.method().equals("GET")) {
            return new HandshakeResult.Refused(
                    405, List.of(Map.entry("Allow", "GET")), "method of a WebSocket handshake is not GET");
        }
        if (!request.version().equals("HTTP/1.1")) {
            return refused(400, "version of a WebSocket handshake is not HTTP/1.1");
        }
        if (request.headers("Host").size() != 1) {
            return refused(400, "Host is missing or stands twice");
        }
        if (request.headers("Upgrade").size() != 1 || !isAskedFor(request)) {
            return new HandshakeResult.Refused(
                    426,
                    List.of(Map.entry("Upgrade", "websocket"), Map.entry("Connection", "Upgrade")),
                    "Upgrade does not name websocket");
        }
        if (!HeaderTokens.contains(request.headers("Connection"), "Upgrade")) {
            return refused(400, "Connection does not name Upgrade");
        }
        List<String> versions = request.headers("Sec-WebSocket-Version");
        if (versions.size() != 1 || !versions.get(0).strip().equals("13")) {
            return new HandshakeResult.Refused(
                    426, List.of(Map.entry("Sec-WebSocket-Version", "13")), "Sec-WebSocket-Version is not 13");
        }
        List<String> keys = request.headers("Sec-WebSocket-Key");
        if (keys.size() != 1 || !isKey(keys.get(0).strip())) {
            return refused(400, "Sec-WebSocket-Key is missing, stands twice or is not 16 bytes in base64");
        }
        return null;
    }

    private static boolean isKey(String key) {
        if (key.length() != 24) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HandshakeResult.Refused refused(int status, String reason) {
        return new HandshakeResult.Refused(status, List.of(), reason);
    }
}
