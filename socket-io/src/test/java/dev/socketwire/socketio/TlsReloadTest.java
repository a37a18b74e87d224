package dev.socketwire.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.socketwire.testkit.CapturedLog;
import dev.socketwire.testkit.Hex;
import dev.socketwire.testkit.NoLeaks;
import dev.socketwire.testkit.RawHttp;
import dev.socketwire.testkit.ServerKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** PEM files that become others while the server runs, and files that cannot be used. */
@ExtendWith(NoLeaks.class)
class TlsReloadTest {
    private static ServerKey first;
    private static ServerKey second;
    private static ServerKey rsa;
    private static SSLContext client;

    /** Record, handshake, version, 32 random bytes, no session, two suites, no compression. */
    private static final String HELLO_OF_TLS_1_1 =
            "16 0301 002f 01 00002b 0302 " + "5a".repeat(32) + " 00 0004 c013 002f 01 00";

    @TempDir
    private Path directory;

    private Path certificate;
    private Path key;

    @BeforeAll
    static void makeKeys(@TempDir Path made) {
        first = ServerKey.make(made, "EC", "first");
        second = ServerKey.make(made, "EC", "second");
        rsa = ServerKey.make(made, "RSA", "rsa");
        client = ServerKey.clientOf(first, second, rsa);
    }

    @BeforeEach
    void writeFiles() throws IOException {
        certificate = directory.resolve("certificate.pem");
        key = directory.resolve("key.pem");
        write(first);
    }

    @Test
    void newFilesAreServedByThemselvesAndOldConnectionsGoOn() throws IOException {
        try (RunningServer server = RunningServer.start(builder -> builder.tls(certificate, key));
                RawHttp old = RawHttp.connect(server.io.port(), client)) {
            assertThat(old.get("/").status()).isEqualTo(404);
            assertThat(served(server)).isEqualTo(first.certificate());
            write(rsa);
            await().untilAsserted(() -> assertThat(served(server)).isEqualTo(rsa.certificate()));
            assertThat(old.get("/").status()).isEqualTo(404);
        }
    }

    @Test
    void filesThatCannotBeUsedChangeNothingAndAreToldOnce() throws IOException {
        try (CapturedLog log = CapturedLog.of("dev.socketwire");
                RunningServer server = RunningServer.start(builder -> builder.tls(certificate, key))) {
            replace(certificate, second.certificatePem());
            await().until(() -> !log.linesFrom("WARN").isEmpty());
            await().during(Duration.ofMillis(2_500))
                    .until(() -> log.linesFrom("WARN").size() == 1);
            assertThat(log.linesFrom("WARN").get(0))
                    .isEqualTo("WARN TLS is served with the certificate that it had: key " + key
                            + " is not that of the first certificate in " + certificate);
            assertThat(served(server)).isEqualTo(first.certificate());
            replace(key, second.keyPem());
            await().untilAsserted(() -> assertThat(served(server)).isEqualTo(second.certificate()));
            Files.delete(key);
            await().until(() -> log.linesFrom("WARN").size() == 2);
            assertThat(log.linesFrom("WARN").get(1)).contains("key " + key + " cannot be read");
            assertThat(served(server)).isEqualTo(second.certificate());
        }
    }

    @Test
    void whatCouldNotBeReadForAMomentIsServedLater() throws IOException {
        try (CapturedLog log = CapturedLog.of("dev.socketwire");
                RunningServer server = RunningServer.start(builder -> builder.tls(certificate, key))) {
            Files.writeString(certificate, second.certificatePem());
            Files.writeString(key, "x".repeat(second.keyPem().length()));
            FileTime time = Files.getLastModifiedTime(key);
            await().until(() -> log.linesFrom("WARN").stream().anyMatch(line -> line.contains("has none in PEM")));
            // By its time and its size it is the file that could not be used.
            Files.writeString(key, second.keyPem());
            Files.setLastModifiedTime(key, time);
            await().untilAsserted(() -> assertThat(served(server)).isEqualTo(second.certificate()));
        }
    }

    @Test
    void theProgramNeedNotWait() throws IOException {
        try (RunningServer server = RunningServer.start(builder -> builder.tls(certificate, key))) {
            write(second);
            server.io.reloadTls();
            assertThat(served(server)).isEqualTo(second.certificate());
            Files.writeString(certificate, "no certificate");
            assertThatThrownBy(server.io::reloadTls)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("certificate " + certificate);
            assertThat(served(server)).isEqualTo(second.certificate());
        }
    }

    @Test
    void whoHasNoFilesCannotReload() {
        try (RunningServer plain = RunningServer.start();
                RunningServer own = RunningServer.start(builder -> builder.tls(first.server()))) {
            assertThatThrownBy(plain.io::reloadTls).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(own.io::reloadTls).isInstanceOf(IllegalStateException.class);
            assertThat(served(own)).isEqualTo(first.certificate());
        }
    }

    @Test
    void filesThatCannotBeUsedAreRefusedAtOnce() throws IOException {
        assertRefused("key " + key + " is none of the kind RSA", rsa.certificatePem(), first.keyPem());
        assertRefused("key " + key + " is not that of", second.certificatePem(), first.keyPem());
        assertRefused("key " + key + " has none in PEM", first.certificatePem(), "no key");
        assertRefused(
                "key " + key + " has none in PEM",
                first.certificatePem(),
                first.keyPem().replace("PRIVATE", "ENCRYPTED PRIVATE"));
        assertRefused("certificate " + certificate, "no certificate", first.keyPem());
        assertRefused("certificate " + certificate, "", first.keyPem());
        Files.delete(certificate);
        assertThatThrownBy(() -> SocketIoServer.builder().tls(certificate, key))
                .hasMessageContaining("certificate " + certificate + " cannot be read");
    }

    @Test
    void withoutItsLibraryOpenSslIsNotThere() {
        assertThatThrownBy(() -> SocketIoServer.builder().tls(certificate, key, TlsEngine.OPENSSL))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("netty-tcnative-boringssl-static");
    }

    @Test
    void oldVersionsOfTlsAreNotSpoken() throws IOException {
        try (RunningServer files = RunningServer.start(builder -> builder.tls(certificate, key));
                RunningServer context = RunningServer.start(builder -> builder.tls(first.server()))) {
            for (RunningServer server : new RunningServer[] {files, context}) {
                assertThat(protocol(server, "TLSv1.3", "TLSv1.2")).isEqualTo("TLSv1.3");
                assertThat(protocol(server, "TLSv1.2")).isEqualTo("TLSv1.2");
                // By hand: a client of this JDK would not even offer it.
                try (RawHttp old = RawHttp.connect(server.io.port())) {
                    old.sendBytes(Hex.bytes(HELLO_OF_TLS_1_1));
                    byte[] alert = old.input().readAllBytes();
                    assertThat(Hex.of(alert)).matches("1503..00020246");
                }
            }
        }
    }

    private void write(ServerKey pair) throws IOException {
        Files.writeString(certificate, pair.certificatePem());
        Files.writeString(key, pair.keyPem());
    }

    /** At once: a file that is read while it is written cannot be used either. */
    private void replace(Path file, String text) throws IOException {
        Files.move(Files.writeString(directory.resolve("new"), text), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void assertRefused(String message, String certificatePem, String keyPem) throws IOException {
        Files.writeString(certificate, certificatePem);
        Files.writeString(key, keyPem);
        assertThatThrownBy(() -> SocketIoServer.builder().tls(certificate, key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    /** The certificate that a new connection is shown. */
    private static X509Certificate served(RunningServer server) {
        try (SSLSocket socket = connect(server)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String protocol(RunningServer server, String... offered) throws IOException {
        try (SSLSocket socket = connect(server)) {
            socket.setEnabledProtocols(offered);
            socket.startHandshake();
            return socket.getSession().getProtocol();
        }
    }

    private static SSLSocket connect(RunningServer server) throws IOException {
        SSLSocket socket =
                (SSLSocket) client.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), server.io.port());
        socket.setSoTimeout(10_000);
        return socket;
    }
}
