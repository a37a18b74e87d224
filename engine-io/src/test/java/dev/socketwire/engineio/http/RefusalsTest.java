package dev.socketwire.engineio.http;

import static dev.socketwire.engineio.http.Requests.decide;
import static dev.socketwire.engineio.http.Requests.get;
import static dev.socketwire.engineio.http.Requests.http;
import static dev.socketwire.engineio.http.Requests.request;
import static dev.socketwire.engineio.http.Requests.session;
import static dev.socketwire.engineio.http.Requests.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The catalogue of errors, row by row. */
class RefusalsTest {
    private static final String POLLING = "/engine.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    private final RequestRules rules = new RequestRules(EngineOptions.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"tcp", "constructor", "__proto__", "webtransport", "POLLING", "", "polling "})
    void anUnknownTransportIsCodeZero(String transport) {
        String target = "/engine.io/?EIO=4&transport=" + transport.replace(' ', '+');

        for (EngineRequest request : new EngineRequest[] {get(target), upgrade(target), request("POST", target)}) {
            assertRefused(rules, request, null, EngineError.UNKNOWN_TRANSPORT, Map.of("transport", transport));
        }
    }

    @Test
    void aMissingTransportIsCodeZero() {
        assertRefused(rules, get("/engine.io/"), null, EngineError.UNKNOWN_TRANSPORT, Map.of());
        assertRefused(rules, upgrade("/engine.io/"), null, EngineError.UNKNOWN_TRANSPORT, Map.of());
        assertRefused(rules, request("OPTIONS", "/engine.io/"), null, EngineError.UNKNOWN_TRANSPORT, Map.of());
    }

    @Test
    void aTransportThatIsSwitchedOffIsCodeZero() {
        RequestRules polling = new RequestRules(
                EngineOptions.builder().transports(TransportName.POLLING).build());
        RequestRules webSocket = new RequestRules(
                EngineOptions.builder().transports(TransportName.WEBSOCKET).build());

        assertRefused(
                polling, upgrade(WEBSOCKET), null, EngineError.UNKNOWN_TRANSPORT, Map.of("transport", "websocket"));
        assertRefused(
                polling,
                upgrade(WEBSOCKET + "&sid=a"),
                session(TransportName.POLLING),
                EngineError.UNKNOWN_TRANSPORT,
                Map.of("transport", "websocket"));
        assertRefused(webSocket, get(POLLING), null, EngineError.UNKNOWN_TRANSPORT, Map.of("transport", "polling"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown", "__proto__", "a%00b"})
    void anUnknownSessionIsCodeOne(String sid) {
        Map<String, Object> context = Map.of("sid", sid.replace("%00", "\0"));

        assertRefused(rules, get(POLLING + "&sid=" + sid), null, EngineError.UNKNOWN_SID, context);
        assertRefused(rules, request("POST", POLLING + "&sid=" + sid), null, EngineError.UNKNOWN_SID, context);
        assertRefused(rules, upgrade(WEBSOCKET + "&sid=" + sid), null, EngineError.UNKNOWN_SID, context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW"})
    void aSessionIsOpenedByGetOnly(String method) {
        Map<String, Object> context = Map.of("method", method);

        assertRefused(rules, request(method, POLLING), null, EngineError.BAD_HANDSHAKE_METHOD, context);
        assertRefused(
                rules,
                request(method, WEBSOCKET, "Connection", "Upgrade", "Upgrade", "websocket"),
                null,
                EngineError.BAD_HANDSHAKE_METHOD,
                context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a\u007f", "http://a\u0001", "\u0000"})
    void anOriginWithAControlCharacterIsCodeThree(String origin) {
        DefaultHttpRequest request = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                POLLING,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        request.headers().add("Origin", origin);

        assertRefused(
                rules,
                EngineRequest.of(request),
                null,
                EngineError.BAD_REQUEST,
                Map.of("name", "INVALID_ORIGIN", "origin", origin));
    }

    @Test
    void anOriginWithATabOrHighBytesIsAllowed() {
        assertThat(decide(rules, get(POLLING, "Origin", "http://a\t\u00e4"), null)
                        .kind())
                .isEqualTo(Decision.Kind.OPEN);
    }

    @Test
    void webSocketWithoutAnUpgradeIsCodeThree() {
        assertRefused(
                rules, get(WEBSOCKET), null, EngineError.BAD_REQUEST, Map.of("name", "TRANSPORT_HANDSHAKE_ERROR"));
        assertRefused(
                rules,
                get(WEBSOCKET, "Connection", "Upgrade", "Upgrade", "h2c"),
                null,
                EngineError.BAD_REQUEST,
                Map.of("name", "TRANSPORT_HANDSHAKE_ERROR"));
    }

    @Test
    void pollingWithAnUpgradeIsCodeThree() {
        assertRefused(
                rules, upgrade(POLLING), null, EngineError.BAD_REQUEST, Map.of("name", "TRANSPORT_HANDSHAKE_ERROR"));
    }

    @ParameterizedTest
    @CsvSource({
        // what the session uses, what the request names
        "POLLING,   websocket, false", // without an upgrade
        "WEBSOCKET, polling,   false", // after the upgrade
        "WEBSOCKET, websocket, false", // a GET beside a WebSocket
        "POLLING,   polling,   true", // polling cannot be upgraded to
        "WEBSOCKET, websocket, true", // a second WebSocket
        "WEBSOCKET, polling,   true",
    })
    void anotherTransportThanTheSessionsIsCodeThree(TransportName current, String named, boolean upgrade) {
        String target = "/engine.io/?EIO=4&sid=a&transport=" + named;

        assertRefused(
                rules,
                upgrade ? upgrade(target) : get(target),
                session(current),
                EngineError.BAD_REQUEST,
                Map.of("name", "TRANSPORT_MISMATCH", "transport", named, "previousTransport", current.wireName()));
    }

    @Test
    void aSecondProbeIsCodeThree() {
        assertRefused(
                rules,
                upgrade(WEBSOCKET + "&sid=a"),
                session(TransportName.POLLING, true),
                EngineError.BAD_REQUEST,
                Map.of("name", "TRANSPORT_MISMATCH", "transport", "websocket", "previousTransport", "polling"));
    }

    @Test
    void anotherRevisionThanThatOfAnOldSessionIsCodeThree() {
        assertRefused(
                rules,
                get(POLLING + "&sid=a"),
                session(TransportName.POLLING, Revision.V3),
                EngineError.BAD_REQUEST,
                Map.of("name", "PROTOCOL_MISMATCH", "protocol", 4, "previousProtocol", 3));
    }

    @Test
    void anUpgradeIsRefusedWhereUpgradesAreSwitchedOff() {
        RequestRules fixed =
                new RequestRules(EngineOptions.builder().allowUpgrades(false).build());

        assertRefused(
                fixed,
                upgrade(WEBSOCKET + "&sid=a"),
                session(TransportName.POLLING),
                EngineError.BAD_REQUEST,
                Map.of("name", "TRANSPORT_MISMATCH", "transport", "websocket", "previousTransport", "polling"));
        assertThat(decide(fixed, upgrade(WEBSOCKET), null).kind()).isEqualTo(Decision.Kind.OPEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&EIO=3", "&EIO=5", "&EIO=4+", "&EIO=04", "&EIO=abc", "&EIO=4&EIO=3"})
    void anotherRevisionThanTheSessionsIsCodeThree(String eio) {
        Map<String, Object> context = Map.of("name", "PROTOCOL_MISMATCH", "protocol", 3, "previousProtocol", 4);
        KnownSession session = session(TransportName.POLLING);

        assertRefused(
                rules, get("/engine.io/?transport=polling&sid=a" + eio), session, EngineError.BAD_REQUEST, context);
        assertRefused(
                rules,
                upgrade("/engine.io/?transport=websocket&sid=a" + eio),
                session,
                EngineError.BAD_REQUEST,
                context);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void anotherMethodOnASessionIsCodeThree(String method) {
        assertRefused(
                rules,
                request(method, POLLING + "&sid=a"),
                session(TransportName.POLLING),
                EngineError.BAD_REQUEST,
                Map.of("name", "BAD_METHOD", "method", method));
    }

    @Test
    void anUpgradeByPostIsCodeThree() {
        assertRefused(
                rules,
                request("POST", WEBSOCKET + "&sid=a", "Connection", "Upgrade", "Upgrade", "websocket"),
                session(TransportName.POLLING),
                EngineError.BAD_REQUEST,
                Map.of("name", "BAD_METHOD", "method", "POST"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&EIO=3", "&EIO=5", "&EIO=4+", "&EIO=04", "&EIO=4&EIO=3"})
    void anotherRevisionIsCodeFiveBeforeAnythingIsOpened(String eio) {
        RequestRules strict =
                new RequestRules(EngineOptions.builder().allowEIO3(false).build());
        assertRefused(
                strict,
                get("/engine.io/?transport=polling" + eio),
                null,
                EngineError.UNSUPPORTED_PROTOCOL_VERSION,
                Map.of("protocol", 3));
        assertRefused(
                strict,
                upgrade("/engine.io/?transport=websocket" + eio),
                null,
                EngineError.UNSUPPORTED_PROTOCOL_VERSION,
                Map.of("protocol", 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&EIO=2", "&EIO=5", "&EIO=03", "&EIO=3+"})
    void whereOldClientsAreServedNothingElseIs(String eio) {
        assertRefused(
                rules,
                get("/engine.io/?transport=polling" + eio),
                null,
                EngineError.UNSUPPORTED_PROTOCOL_VERSION,
                Map.of("protocol", 3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "http://ok.example.evil.com",
                "https://evilok.example",
                "http://ok.example",
                "https://ok.example:8443",
                "https://ok.example.",
                "https://ok.example, https://ok.example",
                ""
            })
    void anOriginThatIsNotOnTheListIsCodeFourOnEveryRequest(String origin) {
        Map<String, Object> context = Map.of("name", "ORIGIN_NOT_ALLOWED", "origin", origin);
        KnownSession session = session(TransportName.POLLING);

        for (String method : new String[] {"GET", "POST", "OPTIONS"}) {
            EngineRequest request = request(method, POLLING + "&sid=a", "Origin", origin);
            assertThat(guarded(request, session)).isEqualTo(new Decision.Refuse(EngineError.FORBIDDEN, context));
        }
        EngineRequest upgrade = EngineRequest.of(
                http("GET", WEBSOCKET, "Origin", origin, "Connection", "Upgrade", "Upgrade", "websocket"));
        assertThat(guarded(upgrade, null)).isEqualTo(new Decision.Refuse(EngineError.FORBIDDEN, context));
    }

    @Test
    void anOriginOnTheListAndNoOriginAtAllAreServed() {
        assertThat(guarded(get(POLLING), null).kind()).isEqualTo(Decision.Kind.OPEN);
        assertThat(guarded(get(POLLING, "Origin", "https://OK.example"), null).kind())
                .isEqualTo(Decision.Kind.OPEN);
        assertThat(guarded(request("OPTIONS", "/engine.io/", "Origin", "https://ok.example"), null))
                .isEqualTo(Decision.Simple.PREFLIGHT);
    }

    private static Decision guarded(EngineRequest request, @Nullable KnownSession session) {
        EngineOptions options = EngineOptions.builder()
                .cors(CorsOptions.origins("https://ok.example"))
                .build();
        Cors cors = new Cors(options.cors());
        return new RequestRules(options).decide(request, () -> cors.allows(request.origin()), session);
    }

    private static void assertRefused(
            RequestRules rules,
            EngineRequest request,
            @Nullable KnownSession session,
            EngineError error,
            Map<String, Object> context) {
        assertThat(decide(rules, request, session)).isEqualTo(new Decision.Refuse(error, context));
    }
}
