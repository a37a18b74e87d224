package dev.socketwire.engineio.http;

import static dev.socketwire.engineio.http.Requests.decide;
import static dev.socketwire.engineio.http.Requests.get;
import static dev.socketwire.engineio.http.Requests.request;
import static dev.socketwire.engineio.http.Requests.session;
import static dev.socketwire.engineio.http.Requests.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
import dev.socketwire.engineio.codec.Dialect;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is allowed; {@link RefusalsTest} has what is not. */
class RequestRulesTest {
    private static final String POLLING = "/engine.io/?EIO=4&transport=polling";
    private static final String WEBSOCKET = "/engine.io/?EIO=4&transport=websocket";

    private final RequestRules rules = new RequestRules(EngineOptions.defaults());

    @ParameterizedTest
    @ValueSource(strings = {"/engine.io", "/engine.io/", "/engine.io/foo/bar/", "/engine.io//"})
    void thePathAndWhatLiesBelowItAreOurs(String path) {
        assertThat(decide(rules, get(path + "?EIO=4&transport=polling"), null).kind())
                .isEqualTo(Decision.Kind.OPEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "",
                "/engine.iofoo",
                "/engine.i",
                "/Engine.io/",
                "//engine.io/",
                "/engine%2eio/",
                "/foo/engine.io/",
                "http://localhost/engine.io/",
                "*",
                "/../engine.io/"
            })
    void everyOtherPathIsNotOurs(String path) {
        assertThat(decide(rules, get(path + "?EIO=4&transport=polling"), null)).isEqualTo(Decision.Simple.NOT_OURS);
    }

    @Test
    void atTheRootEveryPathIsOurs() {
        RequestRules root = new RequestRules(EngineOptions.builder().path("/").build());

        assertThat(decide(root, get("/?EIO=4&transport=polling"), null).kind()).isEqualTo(Decision.Kind.OPEN);
        assertThat(decide(root, get("/foo?EIO=4&transport=polling"), null).kind())
                .isEqualTo(Decision.Kind.OPEN);
    }

    @Test
    void aGetWithoutASessionOpensOne() {
        assertThat(decide(rules, get(POLLING), null))
                .isEqualTo(new Decision.Open(TransportName.POLLING, Dialect.of(Revision.V4)));
        assertThat(decide(rules, get(POLLING + "&sid="), null))
                .isEqualTo(new Decision.Open(TransportName.POLLING, Dialect.of(Revision.V4)));
        assertThat(decide(rules, upgrade(WEBSOCKET), null))
                .isEqualTo(new Decision.Open(TransportName.WEBSOCKET, Dialect.of(Revision.V4)));
    }

    @Test
    void aSessionThatPollsIsPolledPostedToAndUpgraded() {
        KnownSession session = session(TransportName.POLLING);

        assertThat(decide(rules, get(POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POLL);
        assertThat(decide(rules, request("POST", POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POST);
        assertThat(decide(rules, upgrade(WEBSOCKET + "&sid=a"), session)).isEqualTo(Decision.Simple.UPGRADE);
    }

    @Test
    void aSessionThatIsUpgradingIsStillPolled() {
        KnownSession session = session(TransportName.POLLING, true);

        assertThat(decide(rules, get(POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POLL);
        assertThat(decide(rules, request("POST", POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POST);
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain;charset=UTF-8,                POST",
        "'',                                      POST",
        "application/octet-streams,               POST",
        "application/octet-stream,                END_SESSION",
        "APPLICATION/Octet-Stream ; charset=utf8, END_SESSION",
    })
    void aBinaryBodyEndsTheSession(String contentType, Decision.Kind kind) {
        EngineRequest request = request("POST", POLLING + "&sid=a", "Content-Type", contentType);

        assertThat(decide(rules, request, session(TransportName.POLLING)).kind())
                .isEqualTo(kind);
    }

    @Test
    void theEndOfASessionSaysWhatThePeerDid() {
        EngineRequest request = request("POST", POLLING + "&sid=a", "Content-Type", "application/octet-stream");

        assertThat(decide(rules, request, session(TransportName.POLLING)))
                .isEqualTo(new Decision.EndSession("invalid content"));
    }

    @Test
    void anOfferToChangeToHttp2IsNotHeard() {
        assertThat(decide(rules, get(POLLING, "Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c"), null))
                .isEqualTo(new Decision.Open(TransportName.POLLING, Dialect.of(Revision.V4)));
    }

    @ParameterizedTest
    @CsvSource({
        "polling,               POLLING,   false, ",
        "polling&b64=1,         POLLING,   true,  ",
        "polling&b64=0,         POLLING,   true,  ",
        "polling&b64=,          POLLING,   false, ",
        "polling&j=0,           POLLING,   true,  0",
        "polling&j=a1<2>,       POLLING,   true,  12",
        "polling&j=,            POLLING,   true,  ''",
        "websocket,             WEBSOCKET, false, ",
        "websocket&b64=1,       WEBSOCKET, true,  ",
    })
    void anOldClientSaysWhatItCanTake(String query, TransportName transport, boolean base64, @Nullable String index) {
        String target = "/engine.io/?EIO=3&transport=" + query;
        EngineRequest request = transport == TransportName.WEBSOCKET ? upgrade(target) : get(target);

        assertThat(decide(rules, request, null))
                .isEqualTo(new Decision.Open(transport, new Dialect(Revision.V3, base64, Optional.ofNullable(index))));
    }

    @Test
    void bytesInAPostAreForOldSessionsAlone() {
        EngineRequest old = request(
                "POST", "/engine.io/?EIO=3&transport=polling&sid=a", "Content-Type", "application/octet-stream");

        assertThat(decide(rules, old, session(TransportName.POLLING, Revision.V3)))
                .isEqualTo(Decision.Simple.POST);
        assertThat(old.hasBytes()).isTrue();
    }
}
