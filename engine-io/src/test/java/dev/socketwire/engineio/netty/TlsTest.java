package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Polling, WebSocket and upgrades over TLS, with the JDK's client; the channel moves with its TLS state. */
class TlsTest {
    @TempDir
    private static Path directory;

    private static ServerKey key;
    private static SslContext tls;

    private EchoEngine engine;
    private HttpClient client;

    @BeforeAll
    static void makeKey() throws SSLException {
        key = ServerKey.make(directory, "EC", "test");
        tls = SslContextBuilder.forServer(
                        new ByteArrayInputStream(key.certificatePem().getBytes(StandardCharsets.US_ASCII)),
                        new ByteArrayInputStream(key.keyPem().getBytes(StandardCharsets.US_ASCII)))
                .build();
    }

    @BeforeEach
    void start() {
        engine = new EchoEngine(
                EchoEngine.options()
                        .cookie(CookieOptions.defaults())
                        .limits(EngineLimits.builder()
                                .tlsHandshakeTimeout(Duration.ofSeconds(5))
                                .build())
                        .build(),
                new EngineServer.Setup(FrontRoute.NONE, Optional.of(() -> tls), IoKind.BEST));
        engine.server.start("127.0.0.1", 0);
        client = HttpClient.newBuilder()
                .sslContext(ServerKey.clientOf(key))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void manyUpgradesKeepEveryMessageInOrder() throws Exception {
        for (int round = 0; round < 20; round++) {
            HttpResponse<String> open = get("https", Polled.OPEN);
            assertThat(open.headers().firstValue("set-cookie").orElse("")).contains("; Secure");
            Polled mine = new Polled(engine.port(), Polled.sid(open.body()));
            assertThat(post(mine.target(), "4m0\u001e4m1")).isEqualTo("ok");
            Received received = new Received();
            WebSocket ws = client.newWebSocketBuilder()
                    .buildAsync(uri("wss", mine.upgradeTarget()), received)
                    .join();
            ws.sendText("2probe", true).join();
            assertThat(received.next()).isEqualTo("3probe");
            ws.sendText("5", true).join();
            for (int i = 2; i < 50; i++) {
                ws.sendText("4m" + i, true).join();
            }
            for (int i = 0; i < 50; i++) {
                assertThat(received.next()).isEqualTo("4m" + i);
            }
            ws.abort();
        }
        await().until(() -> engine.server.sessionCount() == 0);
    }

    @Test
    void plainHttpOnTheTlsPortEnds() {
        try (CapturedLog log = CapturedLog.of("dev.socketwire");
                RawHttp http = RawHttp.connect(engine.port())) {
            http.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            await().until(http::endsWithoutAByte);
            assertThat(log.linesFrom("WARN")).isEmpty();
        }
    }

    @Test
    void halfAGreetingIsNotWaitedFor() {
        try (RawHttp http = RawHttp.connect(engine.port())) {
            http.sendBytes(new byte[] {0x16, 3, 1, 2, 0, 1, 0});
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    private HttpResponse<String> get(String scheme, String target) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(scheme, target)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String post(String target, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri("https", target))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private URI uri(String scheme, String target) {
        return URI.create(scheme + "://localhost:" + engine.port() + target);
    }

    /** The text messages of one WebSocket. */
    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        String next() throws InterruptedException {
            String text = texts.poll(20, TimeUnit.SECONDS);
            assertThat(text).isNotNull();
            return String.valueOf(text);
        }

        @Override
        public CompletionStage<?> onText(WebSocket ws, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            ws.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }
}
