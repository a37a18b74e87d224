package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.EngineOptions;
import dev.socketwire.testkit.RawHttp;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bodies of POSTs over real connections: how large, and in what pieces. */
class BodiesOverSocketsTest {
    private EchoEngine engine = new EchoEngine(EngineOptions.defaults());

    @AfterEach
    void stop() {
        engine.close();
        assertThat(engine.server.sessionCount()).isZero();
    }

    @Test
    void aBodyOfTheLimitIsTakenAndOneByteMoreIsNot() {
        restart(options -> options.maxHttpBufferSize(100_000));
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp again = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            assertThat(http.post(mine.target(), "4" + "x".repeat(99_999)).text())
                    .isEqualTo("ok");
            assertThat(http.get(mine.target()).text()).hasSize(100_000);
            RawHttp.Response tooLarge = http.post(mine.target(), "4" + "x".repeat(100_000));
            assertThat(tooLarge.status()).isEqualTo(413);
            assertThat(tooLarge.body()).isEmpty();
            assertThat(http.endsWithoutAByte()).isTrue();
            assertThat(again.post(mine.target(), "4still here").text()).isEqualTo("ok");
            assertThat(again.get(mine.target()).text()).isEqualTo("4still here");
        }
    }

    @Test
    void aBodyInPiecesIsRefusedAsSoonAsItIsTooLarge() {
        restart(options -> options.maxHttpBufferSize(100_000));
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp again = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            http.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 11; i++) {
                http.send("2710\r\n" + "4".repeat(10_000) + "\r\n");
            }
            assertThat(http.read().status()).isEqualTo(413);
            assertThat(again.post(mine.target(), "4still here").text()).isEqualTo("ok");
        }
    }

    @Test
    void aBodyInPiecesIsPutTogether() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            http.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            http.send("2\r\n4h\r\n");
            http.send("3;ext=1\r\nell\r\n1\r\no\r\n0\r\nTrailer: x\r\n\r\n");
            assertThat(http.read().text()).isEqualTo("ok");
            assertThat(http.get(mine.target()).text()).isEqualTo("4hello");
        }
    }

    @ParameterizedTest
    @CsvSource({"100000, 200", "100001, 413"})
    void theLimitIsTheSameForABodyInPieces(int length, int status) {
        restart(options -> options.maxHttpBufferSize(100_000));
        try (RawHttp http = RawHttp.connect(engine.port());
                RawHttp again = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            String first = "4" + "x".repeat(59_999);
            String second = "x".repeat(length - 60_000);
            http.send("POST " + mine.target() + " HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
            for (String piece : List.of(first, second)) {
                http.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
            }
            http.send("0\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(status);
            again.post(mine.target(), "4last");
            assertThat(again.get(mine.target()).body()).hasSize(status == 200 ? length + 6 : 5);
        }
    }

    @Test
    void whoExpectsToContinueIsToldSo() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            Polled mine = Polled.open(http, engine.port());
            http.send("POST " + mine.target()
                    + " HTTP/1.1\r\nHost: a\r\nContent-Length: 6\r\nExpect: 100-continue\r\n\r\n");
            assertThat(http.readHead().status()).isEqualTo(100);
            http.send("4hello");
            assertThat(http.read().text()).isEqualTo("ok");
            http.send("POST " + mine.target()
                    + " HTTP/1.1\r\nHost: a\r\nContent-Length: 9999999\r\nExpect: 100-continue\r\n\r\n");
            assertThat(http.readHead().status()).isEqualTo(413);
        }
    }

    private void restart(Consumer<EngineOptions.Builder> change) {
        engine.close();
        EngineOptions.Builder options = EchoEngine.options();
        change.accept(options);
        engine = new EchoEngine(options.build());
    }
}
