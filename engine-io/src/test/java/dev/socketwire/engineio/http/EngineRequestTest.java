package dev.socketwire.engineio.http;

import static dev.socketwire.engineio.http.Requests.get;
import static dev.socketwire.engineio.http.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineRequestTest {
    @Test
    void everyParameterOfTheEngineIsRead() {
        EngineRequest request = request(
                "POST", "/engine.io/?EIO=4&transport=polling&sid=abc&j=0&b64=1&t=x", "Content-Type", "text/plain");

        assertThat(request)
                .isEqualTo(new EngineRequest(
                        "POST", "/engine.io/", "4", "polling", "abc", "0", "1", null, false, "text/plain"));
    }

    @Test
    void whatIsMissingIsNull() {
        EngineRequest request = get("/engine.io");

        assertThat(request)
                .isEqualTo(new EngineRequest("GET", "/engine.io", null, null, null, null, null, null, false, null));
    }

    @Test
    void ofAParameterThatCameTwiceTheLastOneCounts() {
        EngineRequest request = get("/?EIO=3&transport=polling&EIO=4&transport=websocket&sid=a&sid=");

        assertThat(request.eio()).isEqualTo("4");
        assertThat(request.transport()).isEqualTo("websocket");
        assertThat(request.sid()).isNull();
    }

    @Test
    void twoOriginsAreNoOrigin() {
        assertThat(get("/", "Origin", "https://a", "origin", "https://b").origin())
                .isEqualTo("https://a, https://b");
        assertThat(get("/", "Origin", "https://a").origin()).isEqualTo("https://a");
    }

    @ParameterizedTest
    @CsvSource({
        "Upgrade,             websocket,     true",
        "upgrade,             WebSocket,     true",
        "keep-alive;Upgrade,  websocket,     true",
        "Upgrade,             h2c;websocket, true",
        "Upgrade,             h2c,           false",
        "keep-alive,          websocket,     false",
        "Upgrade,             websockets,    false",
    })
    void onlyAnOfferOfWebSocketIsHeard(String connection, String upgrade, boolean isWebSocket) {
        EngineRequest request =
                get("/", "Connection", connection.replace(";", ", "), "Upgrade", upgrade.replace(";", ", "));

        assertThat(request.isWebSocket()).isEqualTo(isWebSocket);
    }
}
