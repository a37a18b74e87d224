package dev.socketwire.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What hooks and handlers are given of a request, and what they answer. */
class RequestSnapshotsTest {
    private static final List<Map.Entry<String, String>> HEADERS = List.of(
            Map.entry("Host", "localhost:8080"),
            Map.entry("Cookie", "a=1; b=2"),
            Map.entry("X-Empty", ""),
            Map.entry("COOKIE", "c:3"));
    private static final InetSocketAddress ADDRESS = InetSocketAddress.createUnresolved("peer", 1234);

    private final HandshakeInfo info =
            HandshakeInfo.of("/socket.io/?EIO=4&token=s%20ecret&EIO=5", HEADERS, ADDRESS, true, 42);

    @Test
    void aHandshakeKeepsWhatItWasGiven() {
        assertThat(info.url()).isEqualTo("/socket.io/?EIO=4&token=s%20ecret&EIO=5");
        assertThat(info.query()).containsExactly(Map.entry("EIO", "5"), Map.entry("token", "s ecret"));
        assertThat(info.remoteAddress()).isSameAs(ADDRESS);
        assertThat(info.secure()).isTrue();
        assertThat(info.issued()).isEqualTo(42);
    }

    @Test
    void headersAreKnownByLowerCaseNamesWithTheirValuesInOrder() {
        assertThat(info.headers())
                .containsExactly(
                        Map.entry("host", List.of("localhost:8080")),
                        Map.entry("cookie", List.of("a=1; b=2", "c:3")),
                        Map.entry("x-empty", List.of("")));
    }

    @Test
    void aHeaderIsFoundInAnyLetterCase() {
        assertThat(info.header("COOKIE")).contains("a=1; b=2");
        assertThat(info.header("x-Empty")).contains("");
        assertThat(info.header("cook")).isEmpty();
        assertThat(info.header("localhost")).isEmpty();
    }

    @Test
    void withoutHeadersThereIsNothing() {
        HandshakeInfo bare = HandshakeInfo.of("/", List.of(), ADDRESS, false, 0);

        assertThat(bare.headers()).isEmpty();
        assertThat(bare.header("host")).isEmpty();
        assertThat(bare.query()).isEmpty();
    }

    @Test
    void aHeaderThatCouldBeReadAsTwoIsRefused() {
        for (Map.Entry<String, String> header :
                List.of(Map.entry("a:b", "c"), Map.entry("a\nb", "c"), Map.entry("a", "b\nc: d"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HandshakeInfo.of("/", List.of(header), ADDRESS, false, 0));
        }
    }

    @Test
    void noSecretIsInTheTextOfAHandshakeOrAnError() {
        ConnectionError error = new ConnectionError(EngineError.UNKNOWN_SID, Map.of("sid", "s ecret"), info);

        assertThat(info.toString()).doesNotContain("ecret", "a=1");
        assertThat(error).hasToString("ConnectionError[1 Session ID unknown]");
        assertThat(error.code()).isEqualTo(1);
        assertThat(error.message()).isEqualTo("Session ID unknown");
    }

    @Test
    void aPlainRequestKeepsACopyOfItsBody() {
        byte[] body = {1, 2, 3};
        PlainRequest request = PlainRequest.of("POST", "/a%20b?c=d", HEADERS, body);
        body[0] = 9;
        request.body()[1] = 9;

        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/a%20b");
        assertThat(request.query()).containsExactly(Map.entry("c", "d"));
        assertThat(request.header("host")).contains("localhost:8080");
        assertThat(request.headers()).containsKey("cookie");
        assertThat(request.body()).containsExactly(1, 2, 3);
    }

    @Test
    void aPlainResponseIsBuiltInOneLine() {
        PlainResponse page = PlainResponse.ok("text/html; charset=utf-8", "<p>é".getBytes(StandardCharsets.UTF_8));
        PlainResponse text = PlainResponse.text(503, "later").withHeader("Retry-After", "5");
        PlainResponse redirect = PlainResponse.redirect("/chat");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).containsExactly(Map.entry("Content-Type", "text/html; charset=utf-8"));
        assertThat(page.body()).isEqualTo(ByteBuffer.wrap("<p>é".getBytes(StandardCharsets.UTF_8)));
        assertThat(page.body().isReadOnly()).isTrue();
        assertThat(text.status()).isEqualTo(503);
        assertThat(text.headers())
                .containsExactly(Map.entry("Content-Type", "text/plain; charset=utf-8"), Map.entry("Retry-After", "5"));
        assertThat(redirect.status()).isEqualTo(302);
        assertThat(redirect.headers()).containsExactly(Map.entry("Location", "/chat"));
        assertThat(PlainResponse.notFound().status()).isEqualTo(404);
        assertThat(PlainResponse.notFound().body().hasRemaining()).isFalse();
    }

    @Test
    void aPlainResponseThatCouldNotBeSentIsRefused() {
        for (int status : new int[] {199, 600, 101}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PlainResponse.of(status))
                    .withMessage("status is " + status + ", must be from 200 to 599");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> PlainResponse.redirect("/a\r\nSet-Cookie: b=c"));
    }

    @Test
    void theShortFormsOfTheHooksAnswerAtOnce() {
        AllowRequest overTls = AllowRequest.when(HandshakeInfo::secure);
        HandshakeInfo plain = HandshakeInfo.of("/", List.of(), ADDRESS, false, 0);
        PlainHttpHandler handler = PlainHttpHandler.of(request -> PlainResponse.text(200, request.path()));

        assertThat(overTls.decide(info)).isCompletedWithValue(AllowRequest.Verdict.allowed());
        assertThat(overTls.decide(plain)).isCompletedWithValue(AllowRequest.Verdict.refused());
        assertThat(AllowRequest.Verdict.refused("full").message()).contains("full");
        assertThat(handler.handle(PlainRequest.of("GET", "/a", List.of(), new byte[0]))
                        .toCompletableFuture()
                        .join()
                        .status())
                .isEqualTo(200);
    }
}
