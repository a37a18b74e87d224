package dev.socketwire.engineio.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.CookieOptions.SameSite;
import dev.socketwire.engineio.EngineError;
import dev.socketwire.engineio.codec.BodyKind;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands in answers: bodies of errors, cookies, codings, fixed headers. */
class AnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "UNKNOWN_TRANSPORT            | 400 | {\"code\":0,\"message\":\"Transport unknown\"}",
                "UNKNOWN_SID                  | 400 | {\"code\":1,\"message\":\"Session ID unknown\"}",
                "BAD_HANDSHAKE_METHOD         | 400 | {\"code\":2,\"message\":\"Bad handshake method\"}",
                "BAD_REQUEST                  | 400 | {\"code\":3,\"message\":\"Bad request\"}",
                "FORBIDDEN                    | 403 | {\"code\":4,\"message\":\"Forbidden\"}",
                "UNSUPPORTED_PROTOCOL_VERSION | 400 | {\"code\":5,\"message\":\"Unsupported protocol version\"}",
            })
    void everyErrorHasItsStatusAndItsBody(EngineError error, int status, String body) {
        assertThat(error.status()).isEqualTo(status);
        assertThat(text(ErrorBody.of(error))).isEqualTo(body);
    }

    @Test
    void theConstantBodyCannotBeChanged() {
        assertThat(ErrorBody.of(EngineError.FORBIDDEN).isReadOnly()).isTrue();
    }

    @Test
    void aMessageOfTheApplicationIsEscaped() {
        String body = text(ErrorBody.of(EngineError.FORBIDDEN, "\"no\" \\ \n\u0001 é € \ud83d\ude00 \ud800"));

        assertThat(body)
                .isEqualTo("{\"code\":4,\"message\":\"\\\"no\\\" \\\\ \\u000a\\u0001 é € \\ud83d\\ude00 \\ud800\"}");
    }

    @Test
    void theCookieOfTheReferenceIsTheDefault() {
        assertThat(cookie(CookieOptions.defaults())).isEqualTo("io=abc; Path=/; HttpOnly; SameSite=Lax");
    }

    @Test
    void everyAttributeOfTheCookieHasItsPlace() {
        CookieOptions options = CookieOptions.defaults()
                .withName("sid")
                .withPath("/custom")
                .withDomain("example.com")
                .withMaxAge(Duration.ofMillis(90_900))
                .withSecure(true)
                .withSameSite(SameSite.STRICT);

        assertThat(cookie(options))
                .isEqualTo("sid=abc; Max-Age=90; Domain=example.com; Path=/custom; HttpOnly; Secure; SameSite=Strict");
    }

    @Test
    void pathAndHttpOnlyCanBeLeftOut() {
        assertThat(cookie(CookieOptions.defaults().withPath("").withHttpOnly(false)))
                .isEqualTo("io=abc; SameSite=Lax");
    }

    @Test
    void theCookieIsSecureOverTlsAndWhereOtherSitesSeeIt() {
        assertThat(SessionCookie.of(CookieOptions.defaults(), "abc", true))
                .isEqualTo("io=abc; Path=/; HttpOnly; Secure; SameSite=Lax");
        assertThat(cookie(CookieOptions.defaults().withSameSite(SameSite.NONE)))
                .isEqualTo("io=abc; Path=/; HttpOnly; Secure; SameSite=None");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "none                         | IDENTITY",
                "''                           | IDENTITY",
                "gzip                         | GZIP",
                "gzip, deflate, br, zstd      | GZIP",
                "deflate                      | DEFLATE",
                "deflate, gzip                | DEFLATE",
                "deflate;q=0.5, gzip;q=0.6    | GZIP",
                "deflate;q=0.5,GZIP ; q=0.501 | GZIP",
                "gzip;q=0, deflate            | DEFLATE",
                "gzip;q=0                     | IDENTITY",
                "gzip;q=0.0, *;q=0            | IDENTITY",
                "*                            | GZIP",
                "br                           | IDENTITY",
                "x-gzip                       | GZIP",
                "identity, gzip;q=0.5         | IDENTITY",
                "identity;q=0.5, gzip;q=1.0   | GZIP",
                "gzip;q=2                     | IDENTITY",
                "gzip;level=9                 | IDENTITY",
                ", ,gzip                      | GZIP",
            })
    void theCodingIsTheOneThatTheClientLikesBest(@Nullable String acceptEncoding, ContentCoding coding) {
        assertThat(ContentCoding.negotiate(acceptEncoding)).isEqualTo(coding);
    }

    @ParameterizedTest
    @CsvSource({"IDENTITY,identity", "GZIP,gzip", "DEFLATE,deflate"})
    void aCodingHasItsNameOfTheWire(ContentCoding coding, String name) {
        assertThat(coding.wireName()).isEqualTo(name);
    }

    @Test
    void theAnswerToAPollIsTextAndNotStored() {
        HttpHeaders answer = new DefaultHttpHeaders();

        PollingHeaders.addToPoll(answer, BodyKind.TEXT, "Mozilla/5.0 (X11; Linux x86_64)");

        assertThat(answer.get("content-type")).isEqualTo("text/plain; charset=UTF-8");
        assertThat(answer.get("cache-control")).isEqualTo("no-store");
        assertThat(answer.contains("x-xss-protection")).isFalse();
    }

    @Test
    void theAnswerToAPostIsHtmlAndNotStored() {
        HttpHeaders answer = new DefaultHttpHeaders();

        PollingHeaders.addToPost(answer, null);

        assertThat(answer.get("content-type")).isEqualTo("text/html");
        assertThat(answer.get("cache-control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mozilla/4.0 (compatible;MSIE 8.0; Windows NT 6.0)",
                "Mozilla/5.0 (Windows NT 6.3; Trident/7.0; rv:11.0) like Gecko"
            })
    void oldBrowsersAreToldNotToLookForAttacks(String userAgent) {
        HttpHeaders answer = new DefaultHttpHeaders();

        PollingHeaders.addToPoll(answer, BodyKind.TEXT, userAgent);

        assertThat(answer.get("x-xss-protection")).isEqualTo("0");
    }

    private static String cookie(CookieOptions options) {
        return SessionCookie.of(options, "abc", false);
    }

    private static String text(ByteBuf body) {
        return body.toString(StandardCharsets.UTF_8);
    }
}
