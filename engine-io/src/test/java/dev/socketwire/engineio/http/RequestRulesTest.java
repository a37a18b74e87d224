package dev.socketwire.engineio.http;

import static dev.socketwire.engineio.http.Requests.get;
import static dev.socketwire.engineio.http.Requests.request;
import static dev.socketwire.engineio.http.Requests.session;
import static dev.socketwire.engineio.http.Requests.upgrade;
import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.engineio.Revision;
import dev.socketwire.engineio.TransportName;
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
        assertThat(rules.decide(get(path + "?EIO=4&transport=polling"), null).kind())
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
        assertThat(rules.decide(get(path + "?EIO=4&transport=polling"), null)).isEqualTo(Decision.Simple.NOT_OURS);
    }

    @Test
    void atTheRootEveryPathIsOurs() {
        RequestRules root = new RequestRules(EngineOptions.builder().path("/").build());

        assertThat(root.decide(get("/?EIO=4&transport=polling"), null).kind()).isEqualTo(Decision.Kind.OPEN);
        assertThat(root.decide(get("/foo?EIO=4&transport=polling"), null).kind())
                .isEqualTo(Decision.Kind.OPEN);
    }

    @Test
    void aGetWithoutASessionOpensOne() {
        assertThat(rules.decide(get(POLLING), null)).isEqualTo(new Decision.Open(TransportName.POLLING, Revision.V4));
        assertThat(rules.decide(get(POLLING + "&sid="), null))
                .isEqualTo(new Decision.Open(TransportName.POLLING, Revision.V4));
        assertThat(rules.decide(upgrade(WEBSOCKET), null))
                .isEqualTo(new Decision.Open(TransportName.WEBSOCKET, Revision.V4));
    }

    @Test
    void aSessionThatPollsIsPolledPostedToAndUpgraded() {
        KnownSession session = session(TransportName.POLLING);

        assertThat(rules.decide(get(POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POLL);
        assertThat(rules.decide(request("POST", POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POST);
        assertThat(rules.decide(upgrade(WEBSOCKET + "&sid=a"), session)).isEqualTo(Decision.Simple.UPGRADE);
    }

    @Test
    void aSessionThatIsUpgradingIsStillPolled() {
        KnownSession session = session(TransportName.POLLING, true);

        assertThat(rules.decide(get(POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POLL);
        assertThat(rules.decide(request("POST", POLLING + "&sid=a"), session)).isEqualTo(Decision.Simple.POST);
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

        assertThat(rules.decide(request, session(TransportName.POLLING)).kind()).isEqualTo(kind);
    }

    @Test
    void theEndOfASessionSaysWhatThePeerDid() {
        EngineRequest request = request("POST", POLLING + "&sid=a", "Content-Type", "application/octet-stream");

        assertThat(rules.decide(request, session(TransportName.POLLING)))
                .isEqualTo(new Decision.EndSession("invalid content"));
    }

    @Test
    void anOfferToChangeToHttp2IsNotHeard() {
        assertThat(rules.decide(get(POLLING, "Connection", "Upgrade, HTTP2-Settings", "Upgrade", "h2c"), null))
                .isEqualTo(new Decision.Open(TransportName.POLLING, Revision.V4));
    }
}
