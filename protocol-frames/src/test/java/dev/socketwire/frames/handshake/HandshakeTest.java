package dev.socketwire.frames.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.DeflateOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One test for each rule of RFC 6455, section 4.2. */
class HandshakeTest {
    private static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private final Handshake handshake = Handshake.of(List.of("chat.v2", "chat.v1"), Optional.empty());
    private final Request request = new Request();

    @Test
    void theExampleOfTheSpecificationIsAccepted() {
        HandshakeResult.Accepted accepted = accepted();
        assertThat(accepted.headers())
                .containsExactly(
                        Map.entry("Upgrade", "websocket"),
                        Map.entry("Connection", "Upgrade"),
                        Map.entry("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")); // section 1.3
        assertThat(accepted.subprotocol()).isEmpty();
        assertThat(accepted.deflate()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "HEAD", "OPTIONS", "get"})
    void theMethodMustBeGet(String method) {
        request.method = method;
        assertRefused(400, "method");
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.0", "HTTP/2.0"})
    void theVersionOfHttpMustBe11(String version) {
        request.version = version;
        assertRefused(400, "version");
    }

    @Test
    void hostMustComeOnceAndSaySomething() {
        request.set("Host");
        assertRefused(400, "Host");
        request.set("Host", "a", "b");
        assertRefused(400, "Host");
        request.set("Host", " ");
        assertRefused(400, "Host");
    }

    @Test
    void whoAsksForNoUpgradeIsToldToAskForOne() {
        request.set("Upgrade");
        assertThat(refused(426).headers()).contains(Map.entry("Upgrade", "websocket"));
        assertThat(Handshake.isAskedFor(request)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "web socket", "websocket2", "", "websocket, websocket"})
    void upgradeMustNameWebsocketOnce(String value) {
        request.set("Upgrade", value);
        assertRefused(400, "Upgrade");
    }

    @Test
    void twoUpgradeHeadersThatNameWebsocketAreRefused() {
        request.set("Upgrade", "websocket", "websocket");
        assertRefused(400, "Upgrade");
    }

    @ParameterizedTest
    @ValueSource(strings = {"websocket", "WebSocket", "h2c, websocket", ",websocket ,", "\twebsocket"})
    void upgradeMayBeAListInAnyLetterCase(String value) {
        request.set("Upgrade", value);
        accepted();
        assertThat(Handshake.isAskedFor(request)).isTrue();
    }

    @Test
    void aListMayBeSpreadOverSeveralHeaders() {
        request.set("Upgrade", "h2c", "websocket");
        request.set("Connection", "keep-alive", "Upgrade");
        accepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"upgrade", "keep-alive, UPGRADE", "Upgrade,close"})
    void connectionMayBeAListInAnyLetterCase(String value) {
        request.set("Connection", value);
        accepted();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keep-alive", "", "upgrades"})
    void connectionMustNameUpgrade(String value) {
        request.set("Connection", value);
        assertRefused(400, "Connection");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "7", "12", "14", "13.0", "013", "", "13, 8"})
    void anotherVersionOfWebSocketIs426WithOurs(String version) {
        request.set("Sec-WebSocket-Version", version);
        assertThat(refused(426).headers()).containsExactly(Map.entry("Sec-WebSocket-Version", "13"));
    }

    @Test
    void theVersionMustComeOnce() {
        request.set("Sec-WebSocket-Version");
        refused(426);
        request.set("Sec-WebSocket-Version", "13", "13");
        refused(426);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "dGhlIHNhbXBsZSBub25jZQ",
                "dGhlIHNhbXBsZSBub25jZSE=",
                "dGhlIHNhbXBsZSBub25jZSEh",
                "dGhlIHNhbXBsZSBub25j!!==",
                "dGhlIHNhbXBsZSBub25jZQ==dGhlIHNhbXBsZSBub25jZQ=="
            })
    void theKeyMustBe16BytesInBase64(String key) {
        request.set("Sec-WebSocket-Key", key);
        assertRefused(400, "Sec-WebSocket-Key");
    }

    @Test
    void theKeyMustComeOnce() {
        request.set("Sec-WebSocket-Key");
        assertRefused(400, "Sec-WebSocket-Key");
        request.set("Sec-WebSocket-Key", KEY, KEY);
        assertRefused(400, "Sec-WebSocket-Key");
    }

    @Test
    void spacesAroundTheKeyAreNotPartOfIt() {
        request.set("Sec-WebSocket-Key", " " + KEY + " ");
        assertThat(accepted().headers()).contains(Map.entry("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.v1 | chat.v1",
                "chat.v1, chat.v2 | chat.v2",
                "other, chat.v1 | chat.v1",
                ",chat.v1, | chat.v1"
            })
    void theServersBestSubprotocolOfTheClientsIsTaken(String wanted, String taken) {
        request.set("Sec-WebSocket-Protocol", wanted);
        assertThat(accepted().subprotocol()).contains(taken);
        assertThat(accepted().headers()).contains(Map.entry("Sec-WebSocket-Protocol", taken));
    }

    @Test
    void withoutACommonSubprotocolNoneIsNamed() {
        request.set("Sec-WebSocket-Protocol", "other", "Chat.V1");
        assertThat(accepted().subprotocol()).isEmpty();
        assertThat(accepted().headers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a, a", "a b", "(a)", "a;b", "é", "\"a\""})
    void subprotocolsMustBeTokensEachOnce(String wanted) {
        request.set("Sec-WebSocket-Protocol", wanted);
        assertRefused(400, "Sec-WebSocket-Protocol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "constructor",
                "a; b",
                "a; b=c, d",
                "a; b=\"c\"",
                "__proto__; toString",
                ",,a,,",
                "a\t;\tb = c",
                ""
            })
    void extensionsThatWeDoNotKnowAreIgnored(String offers) {
        request.set("Sec-WebSocket-Extensions", offers);
        assertThat(accepted().headers()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ";",
                "a;",
                "a b",
                "a; =b",
                "a; b=",
                "a; b=\"\"",
                "a; b=\"c",
                "a; b=\"c d\"",
                "a; b=\"c\\",
                "a=b",
                "=",
                "é",
                "a; b=\"c\"d"
            })
    void extensionsMustFollowTheirGrammar(String offers) {
        request.set("Sec-WebSocket-Extensions", offers);
        assertRefused(400, "Sec-WebSocket-Extensions"); // section 9.1
    }

    @Test
    void anEscapedCharacterInAQuotedValueIsThatCharacter() {
        Handshake deflating = Handshake.of(List.of(), Optional.of(DeflateOptions.defaults()));
        request.set("Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=\"1\\0\"");
        assertThat(deflating.answer(request).headers())
                .contains(Map.entry("Sec-WebSocket-Extensions", "permessage-deflate; server_max_window_bits=10"));
    }

    @Test
    @Timeout(10)
    void tenThousandOffersAndALongListTakeLinearTime() {
        request.set("Sec-WebSocket-Extensions", "permessage-deflate; x, ".repeat(10_000) + "y");
        StringBuilder protocols = new StringBuilder("p");
        for (int i = 0; i < 10_000; i++) {
            protocols.append(", p").append(i);
        }
        request.set("Sec-WebSocket-Protocol", protocols.toString());
        Handshake deflating = Handshake.of(List.of("chat"), Optional.of(DeflateOptions.defaults()));
        assertThat(deflating.answer(request)).isInstanceOf(HandshakeResult.Accepted.class);
        request.set("Sec-WebSocket-Protocol", ",".repeat(1_000_000) + " ".repeat(1_000_000));
        assertThat(deflating.answer(request)).isInstanceOf(HandshakeResult.Accepted.class);
    }

    private HandshakeResult.Accepted accepted() {
        HandshakeResult result = handshake.answer(request);
        assertThat(result).isInstanceOf(HandshakeResult.Accepted.class);
        return (HandshakeResult.Accepted) result;
    }

    private HandshakeResult.Refused refused(int status) {
        HandshakeResult result = handshake.answer(request);
        assertThat(result).isInstanceOf(HandshakeResult.Refused.class);
        HandshakeResult.Refused refused = (HandshakeResult.Refused) result;
        assertThat(refused.status()).isEqualTo(status);
        return refused;
    }

    private void assertRefused(int status, String reason) {
        assertThat(refused(status).reason()).contains(reason);
    }

    /** The request of section 1.3, to be spoiled. */
    static final class Request implements HandshakeRequest {
        private final Map<String, List<String>> headers = new TreeMap<>();
        private String method = "GET";
        private String version = "HTTP/1.1";

        Request() {
            set("Host", "server.example.com");
            set("Upgrade", "websocket");
            set("Connection", "Upgrade");
            set("Sec-WebSocket-Key", KEY);
            set("Sec-WebSocket-Version", "13");
        }

        void set(String name, String... values) {
            headers.put(name.toLowerCase(Locale.ROOT), new ArrayList<>(List.of(values)));
        }

        @Override
        public String method() {
            return method;
        }

        @Override
        public String version() {
            return version;
        }

        @Override
        public List<String> headers(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
        }
    }
}
