package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.engineio.EngineRefusal;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.OpenChannels;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The port of TLS: how many handshakes at a time, for how long, how often, and what is counted. */
class TlsDoorTest {
    @TempDir
    private static Path directory;

    private static ServerKey key;
    private static ServerKey other;

    private final CapturedLog log = CapturedLog.of("dev.socketwire");
    private final List<RawHttp> done = new ArrayList<>();
    private EchoEngine engine;

    @BeforeAll
    static void makeKeys() {
        key = ServerKey.make(directory, "EC", "one");
        other = ServerKey.make(directory, "EC", "other");
    }

    @AfterEach
    void stop() {
        done.forEach(RawHttp::close);
        engine.close();
        assertThat(log.linesFrom("WARN")).isEmpty();
        log.close();
    }

    @Test
    void aHandshakeHasItsTime() {
        start(EngineLimits.builder().tlsHandshakeTimeout(Duration.ofMillis(600)).headerTimeout(Duration.ofSeconds(60)));
        try (RawHttp half = RawHttp.connect(engine.port());
                RawHttp silent = RawHttp.connect(engine.port())) {
            half.sendBytes(new byte[] {0x16, 3, 1, 2, 0, 1, 0});
            assertThat(half.endsWithoutAByte()).isTrue();
            assertThat(silent.endsWithoutAByte()).isTrue();
        }
        assertCounted(EngineRefusal.TLS_HANDSHAKE_TIMEOUT, 2);
    }

    @Test
    void theTimeOfTheRequestBeginsBehindIt() throws IOException {
        start(EngineLimits.builder().tlsHandshakeTimeout(Duration.ofSeconds(60)).headerTimeout(Duration.ofSeconds(1)));
        try (SSLSocket socket = socket(ServerKey.clientOf(key))) {
            assertThat(socket.isConnected()).isTrue();
            await().during(Duration.ofMillis(1_500)).until(() -> refused(EngineRefusal.HEADER_TIMEOUT) == 0);
            socket.startHandshake();
            assertThat(ends(socket)).isTrue();
        }
        assertCounted(EngineRefusal.HEADER_TIMEOUT, 1);
    }

    @Test
    void soManyAreUnderWayAndNoMore() {
        start(EngineLimits.builder().tlsHandshakes(2).tlsHandshakeTimeout(Duration.ofSeconds(60)));
        try (RawHttp first = RawHttp.connect(engine.port());
                RawHttp second = RawHttp.connect(engine.port())) {
            await().until(() -> OpenChannels.of(engine.port()) == 2);
            assertThat(first.staysSilent(Duration.ofMillis(100))).isTrue();
            assertThat(second.staysSilent(Duration.ofMillis(100))).isTrue();
            try (RawHttp third = RawHttp.connect(engine.port())) {
                assertThat(third.endsWithoutAByte()).isTrue();
            }
            assertCounted(EngineRefusal.TLS_HANDSHAKES, 1);
        }
        // Who goes makes room, and so does who is done.
        for (int i = 0; i < 3; i++) {
            await().ignoreExceptions().until(() -> {
                RawHttp http = secure();
                done.add(http);
                return http.get("/").status() == 404;
            });
        }
        assertThat(refused(EngineRefusal.TLS_HANDSHAKE_FAILED)).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\n\r\n", "\u0016\u0003\u0001\u0000\u0005\u0001garbage"})
    void whatIsNoTlsIsCounted(String greeting) {
        start(EngineLimits.builder());
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.send(greeting);
            assertThat(http.ends()).isTrue();
        }
        assertCounted(EngineRefusal.TLS_HANDSHAKE_FAILED, 1);
    }

    @Test
    void whoDoesNotTrustUsIsCounted() throws IOException {
        start(EngineLimits.builder());
        try (SSLSocket socket = socket(ServerKey.clientOf(other))) {
            assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
        }
        assertCounted(EngineRefusal.TLS_HANDSHAKE_FAILED, 1);
    }

    @Test
    void theServerDoesNotWaitForThemWhenItCloses() {
        start(EngineLimits.builder().tlsHandshakeTimeout(Duration.ofSeconds(60)));
        try (RawHttp silent = RawHttp.connect(engine.port())) {
            assertThat(silent.staysSilent(Duration.ofMillis(100))).isTrue();
            assertThat(engine.server.close(Duration.ofSeconds(60))).succeedsWithin(Duration.ofSeconds(20));
            assertThat(silent.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void aClientOfTls12ShakesHandsOnce() throws IOException {
        start(EngineLimits.builder());
        try (SSLSocket socket = socket(ServerKey.clientOf(key))) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 404");
            assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 404");
            assertThat(refused(EngineRefusal.TLS_RENEGOTIATION)).isZero();
            socket.startHandshake();
            assertThat(ends(socket)).isTrue();
        }
        assertCounted(EngineRefusal.TLS_RENEGOTIATION, 1);
    }

    @Test
    void aClientOfTls13MayChangeItsKeys() throws IOException {
        start(EngineLimits.builder());
        try (SSLSocket socket = socket(ServerKey.clientOf(key))) {
            socket.setEnabledProtocols(new String[] {"TLSv1.3"});
            assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 404");
            // In TLS 1.3 this is a KeyUpdate.
            socket.startHandshake();
            assertThat(statusOf(socket)).isEqualTo("HTTP/1.1 404");
        }
        assertThat(refused(EngineRefusal.TLS_RENEGOTIATION)).isZero();
    }

    private void start(EngineLimits.Builder limits) {
        SslContext tls = new JdkSslContext(
                key.server(), false, null, IdentityCipherSuiteFilter.INSTANCE, null, ClientAuth.NONE, null, false);
        engine = new EchoEngine(
                EchoEngine.options().limits(limits.build()).build(),
                new EngineServer.Setup(FrontRoute.NONE, Optional.of(() -> tls), IoKind.BEST));
        engine.server.start("127.0.0.1", 0);
    }

    private RawHttp secure() {
        return RawHttp.connect(engine.port(), ServerKey.clientOf(key));
    }

    private SSLSocket socket(SSLContext tls) throws IOException {
        SSLSocket socket =
                (SSLSocket) tls.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), engine.port());
        socket.setSoTimeout(10_000);
        return socket;
    }

    /** What a request without a body is answered. */
    private static String statusOf(SSLSocket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            assertThat(next).as("behind " + answer).isNotNegative();
            answer.append((char) next);
        }
        return answer.substring(0, 12);
    }

    private static boolean ends(SSLSocket socket) {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            return true;
        }
    }

    private long refused(EngineRefusal kind) {
        return engine.server.stats().refused(kind);
    }

    private void assertCounted(EngineRefusal kind, int times) {
        await().untilAsserted(() -> assertThat(refused(kind)).isEqualTo(times));
    }
}
