package dev.socketwire.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.frames.handshake.DeflateAgreement;
import dev.socketwire.frames.handshake.Handshake;
import dev.socketwire.frames.handshake.HandshakeRequest;
import dev.socketwire.frames.handshake.HandshakeResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The opening handshake. An input is text: method, a space and version, then a header on each line. */
class HandshakeFuzzTest {
    private static final List<String> SPOKEN = List.of("chat.v2", "chat");
    private static final Handshake HANDSHAKE = Handshake.of(SPOKEN, Optional.of(DeflateOptions.defaults()));

    @FuzzTest
    void aRequestIsAcceptedOrRefused(byte[] input) {
        Request request = Request.read(new String(input, StandardCharsets.ISO_8859_1));
        // A character of a token is compared with each separator; who counts that allocates, too.
        Cost.linear(input.length, 1_500, 100).check(() -> HANDSHAKE.answer(request));
        HandshakeResult result = HANDSHAKE.answer(request);
        assertThat(result.headers())
                .allSatisfy(header ->
                        assertThat(header.getKey() + header.getValue()).matches("[ -~]{1,200}"));
        if (result instanceof HandshakeResult.Accepted accepted) {
            assertThat(Handshake.isAskedFor(request)).isTrue();
            accepted.subprotocol().ifPresent(name -> assertThat(SPOKEN).contains(name));
            accepted.deflate().ifPresent(agreement -> assertReadsBack(accepted, agreement));
        } else if (result instanceof HandshakeResult.Refused refused) {
            assertThat(refused.status()).isIn(400, 426);
            assertThat(refused.reason()).matches("[ -~]{1,200}");
        }
    }

    /** What we say that was agreed on, offered to ourselves, leads to the same agreement. */
    private static void assertReadsBack(HandshakeResult.Accepted accepted, DeflateAgreement agreement) {
        assertThat(agreement.serverWindowBits()).isBetween(8, 15);
        String told = accepted.headers().stream()
                .filter(header -> header.getKey().equals("Sec-WebSocket-Extensions"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow();
        HandshakeResult again = HANDSHAKE.answer(Request.read(String.join(
                "\n",
                "GET HTTP/1.1",
                "Host: a",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
                "Sec-WebSocket-Extensions: " + told)));
        assertThat(again)
                .isInstanceOfSatisfying(
                        HandshakeResult.Accepted.class,
                        same -> assertThat(same.deflate()).contains(agreement));
    }

    /** A request as the HTTP codec would hand it on, or stranger. */
    private record Request(String method, String version, List<Map.Entry<String, String>> lines)
            implements HandshakeRequest {
        static Request read(String text) {
            String[] lines = text.split("\n", -1);
            String[] first = lines[0].split(" ", 2);
            List<Map.Entry<String, String>> headers = new ArrayList<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                if (colon >= 0) {
                    headers.add(Map.entry(
                            lines[i].substring(0, colon),
                            lines[i].substring(colon + 1).strip()));
                }
            }
            return new Request(first[0], first.length == 2 ? first[1] : "", headers);
        }

        @Override
        public List<String> headers(String name) {
            return lines.stream()
                    .filter(line -> line.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .toList();
        }
    }
}
