package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the port of TLS. */
class TlsRowsTest {
    @TempDir
    private static Path directory;

    private static SSLContext server;
    private static SSLContext client;

    @RegisterExtension
    final Siege siege = new Siege();

    @BeforeAll
    static void makeKey() {
        ServerKey key = ServerKey.make(directory, "EC", "test");
        server = key.server();
        client = ServerKey.clientOf(key);
    }

    @Row("H9")
    @ParameterizedTest
    @CsvSource({
        "plain HTTP, 474554202f20485454502f312e310d0a0d0a",
        "half a ClientHello, 16030102000100",
        "a record of 64 KiB is announced, 160301ffff010000",
        "a ClientHello of 16 MiB is announced, 160301000501ffffff03",
        "nothing, ''",
    })
    void whatIsNoGreetingEndsTheConnection(String what, String hex) {
        siege.comeBy(client);
        siege.start(options -> options.tls(server)
                .limits(EngineLimits.builder()
                        // Enough for the one who greets well, wherever the machine stands still for a moment.
                        .tlsHandshakeTimeout(Duration.ofSeconds(3))
                        .build()));
        siege.port();
        // As many as make a difference, if anything were kept by the lengths that they announce.
        List<RawHttp> crowd = Stream.generate(siege::http).limit(20).toList();
        long before = Heap.held();
        crowd.forEach(http -> http.sendBytes(Hex.bytes(hex)));
        siege.awaitRead();
        assertThat(Heap.held() - before).as("bytes for all of them").isLessThan(8_000_000);
        assertThat(crowd)
                .as(what)
                .allMatch(http -> http.timeout(Duration.ofSeconds(10)).ends());
        assertThat(siege.io().stats().refused(EngineRefusal.TLS_HANDSHAKE_TIMEOUT)
                        + siege.io().stats().refused(EngineRefusal.TLS_HANDSHAKE_FAILED))
                .isEqualTo(crowd.size());
    }

    @Test
    @Row("O5")
    void theCookieOfASecureConnectionIsSecure() {
        siege.comeBy(client);
        siege.start(options -> options.tls(server).cookie(CookieOptions.defaults()));
        siege.port();
        RawHttp http = siege.closing(RawHttp.connect(siege.port(), client));
        RawHttp.Response open = http.get(Poller.TARGET);
        String sid = Client.sidOf(open.text());
        assertThat(open.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; Secure; SameSite=Lax");
        assertThat(http.post(Poller.TARGET + "&sid=" + sid, "1").text()).isEqualTo("ok");
    }
}
