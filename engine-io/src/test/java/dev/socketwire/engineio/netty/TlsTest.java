package dev.socketwire.engineio.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.RawHttp;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Polling, WebSocket and upgrades over TLS, with the JDK's client; the channel moves with its TLS state. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private EchoEngine engine;
    private HttpClient client;

    @BeforeEach
    void start() throws Exception {
        KeyStore keys = keys();
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, PASSWORD);
        SslContext tls = SslContextBuilder.forServer(ours).build();
        engine = new EchoEngine(
                EchoEngine.options()
                        .cookie(CookieOptions.defaults())
                        .limits(EngineLimits.builder()
                                .headerTimeout(Duration.ofSeconds(2))
                                .build())
                        .build(),
                new EngineServer.Setup(FrontRoute.NONE, Optional.of(tls), IoKind.BEST));
        engine.server.start("127.0.0.1", 0);
        client = HttpClient.newBuilder()
                .sslContext(trusting(keys))
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

    private static KeyStore keys() throws Exception {
        Path file = directory.resolve("keys.p12");
        if (Files.notExists(file)) {
            String keytool =
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
            Process made = new ProcessBuilder(
                            keytool,
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "test",
                            "-dname",
                            "CN=localhost",
                            "-ext",
                            "san=dns:localhost",
                            "-storetype",
                            "PKCS12",
                            "-storepass",
                            "changeit",
                            "-keystore",
                            file.toString())
                    .inheritIO()
                    .start();
            assertThat(made.waitFor()).isZero();
        }
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    private static SSLContext trusting(KeyStore keys) throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** The text messages of one WebSocket. */
    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
        private final StringBuilder part = new StringBuilder();

        String next() throws InterruptedException {
            String text = texts.poll(10, TimeUnit.SECONDS);
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
