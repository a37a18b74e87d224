package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.RawHttp;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Row H5: heads of requests that are as long as they may be, and one byte or one line more. */
class HeadRowsTest {
    private static final String END = " HTTP/1.1";

    @RegisterExtension
    final Siege siege = new Siege();

    @ParameterizedTest
    @Row("H5")
    @CsvSource({
        "line, 8192, 404",
        "line, 8193, 414",
        "headers, 16384, 404",
        "headers, 16385, 431",
        "header lines, 100, 404",
        "header lines, 101, 431",
    })
    void aHeadMayBeSoLongAndNoLonger(String what, int size, int status) {
        SocketIoServer io = siege.io();
        RawHttp http = siege.http();
        http.send(head(what, size));
        assertThat(http.read().status()).isEqualTo(status);
        if (status == 404) {
            assertThat(http.get("/").status()).as("the connection goes on").isEqualTo(404);
        } else {
            assertThat(http.endsWithoutAByte()).isTrue();
            EngineRefusal refusal = status == 414 ? EngineRefusal.REQUEST_LINE_BYTES : EngineRefusal.HEADER_BYTES;
            assertThat(io.stats().refused(refusal)).isOne();
        }
    }

    private static String head(String what, int size) {
        return switch (what) {
            case "line" -> "GET /" + "a".repeat(size - "GET /".length() - END.length()) + END + "\r\nHost: a\r\n\r\n";
            case "headers" ->
                "GET /" + END + "\r\nHost: a\r\nA: " + "b".repeat(size - "Host: aA: ".length()) + "\r\n\r\n";
            default -> "GET /" + END + "\r\nHost: a\r\n" + "A: b\r\n".repeat(size - 1) + "\r\n";
        };
    }
}
