package dev.socketwire.interop.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.EngineLimits;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.RawHttp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of the port of TLS. */
class TlsRowsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    private static Path directory;

    private static SSLContext tls;

    @RegisterExtension
    final Siege siege = new Siege();

    @BeforeAll
    static void makeKeys() throws IOException, GeneralSecurityException, InterruptedException {
        Path file = directory.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = new ArrayList<>(List.of(keytool, "-genkeypair", "-keyalg", "EC", "-alias", "test"));
        command.addAll(List.of("-dname", "CN=localhost", "-storetype", "PKCS12", "-storepass", "changeit"));
        command.addAll(List.of("-keystore", file.toString()));
        Process made = new ProcessBuilder(command).inheritIO().start();
        assertThat(made.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory ours = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        ours.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("test", keys.getCertificate("test"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        tls = SSLContext.getInstance("TLS");
        tls.init(ours.getKeyManagers(), trust.getTrustManagers(), null);
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
        siege.comeBy(tls);
        siege.start(options -> options.tls(tls)
                .limits(EngineLimits.builder()
                        .headerTimeout(Duration.ofSeconds(1))
                        .build()));
        siege.port();
        RawHttp http = siege.http();
        http.sendBytes(Hex.bytes(hex));
        assertThat(http.ends()).as(what).isTrue();
    }

    @Test
    @Row("O5")
    void theCookieOfASecureConnectionIsSecure() {
        siege.comeBy(tls);
        siege.start(options -> options.tls(tls).cookie(CookieOptions.defaults()));
        siege.port();
        RawHttp http = siege.closing(RawHttp.connect(siege.port(), tls));
        RawHttp.Response open = http.get(Poller.TARGET);
        String sid = Client.sidOf(open.text());
        assertThat(open.header("set-cookie")).isEqualTo("io=" + sid + "; Path=/; HttpOnly; Secure; SameSite=Lax");
        assertThat(http.post(Poller.TARGET + "&sid=" + sid, "1").text()).isEqualTo("ok");
    }
}
