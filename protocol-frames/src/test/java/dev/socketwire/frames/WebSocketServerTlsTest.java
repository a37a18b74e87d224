package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Arrays;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A raw server behind TLS, with a certificate made for the test. */
class WebSocketServerTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @Test
    void messagesAndTheCloseFrameOfAViolationGoThroughTls(@TempDir Path directory) throws Exception {
        SSLContext tls = context(directory.resolve("key.p12"));
        try (WebSocketServer server =
                WebSocketServer.builder().host("127.0.0.1").tls(tls).build(new Echo())) {
            server.start();
            try (SSLSocket client = (SSLSocket) tls.getSocketFactory().createSocket("127.0.0.1", server.port())) {
                client.setSoTimeout(10_000);
                OutputStream out = client.getOutputStream();
                InputStream in = client.getInputStream();
                out.write(("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1));
                assertThat(head(in)).startsWith("HTTP/1.1 101 ");
                out.write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});
                assertThat(in.readNBytes(4)).containsExactly(0x81, 2, 'h', 'i');
                out.write(new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0});
                byte[] close = in.readAllBytes();
                assertThat(Arrays.copyOf(close, 1)).containsExactly(0x88);
                assertThat(Arrays.copyOfRange(close, 2, 4)).containsExactly(3, 0xea);
            }
        }
    }

    private static String head(InputStream in) throws Exception {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        return head.toString();
    }

    private static SSLContext context(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static final class Echo implements WebSocketListener {
        @Override
        public void onText(WebSocketConnection connection, String text) {
            connection.sendText(text);
        }
    }
}
