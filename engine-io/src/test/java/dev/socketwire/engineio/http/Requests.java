package dev.socketwire.engineio.http;

import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Requests and sessions for the tests of the rules. */
final class Requests {
    private Requests() {}

    /** Headers as name, value, name, value. */
    static HttpRequest http(String method, String target, String... headers) {
        HttpRequest request = new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.valueOf(method), target);
        for (int i = 0; i < headers.length; i += 2) {
            request.headers().add(headers[i], headers[i + 1]);
        }
        return request;
    }

    static EngineRequest request(String method, String target, String... headers) {
        return EngineRequest.of(http(method, target, headers));
    }

    static EngineRequest get(String target, String... headers) {
        return request("GET", target, headers);
    }

    /** A GET that asks to become a WebSocket. */
    static EngineRequest upgrade(String target) {
        return get(target, "Connection", "Upgrade", "Upgrade", "websocket");
    }

    /** What the rules say where every origin is allowed. */
    static Decision decide(RequestRules rules, EngineRequest request, @Nullable KnownSession session) {
        return rules.decide(request, () -> true, session);
    }

    static KnownSession session(TransportName transport) {
        return session(transport, false);
    }

    static KnownSession session(TransportName transport, boolean upgrading) {
        return session(transport, Revision.V4, upgrading);
    }

    static KnownSession session(TransportName transport, Revision revision) {
        return session(transport, revision, false);
    }

    private static KnownSession session(TransportName transport, Revision revision, boolean upgrading) {
        return new KnownSession() {
            @Override
            public TransportName transport() {
                return transport;
            }

            @Override
            public Revision revision() {
                return revision;
            }

            @Override
            public boolean isUpgrading() {
                return upgrading;
            }
        };
    }
}
