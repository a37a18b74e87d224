package dev.socketwire.frames;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.testkit.ServerKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A raw server behind TLS, with a certificate made for the test. */
class WebSocketServerTlsTest {
    @TempDir
    private static Path directory;

    private static ServerKey key;

    private WebSocketServer server;

    @BeforeAll
    static void makeKey() {
        key = ServerKey.make(directory, "EC", "test");
    }

    @BeforeEach
    void start() {
        server = WebSocketServer.builder()
                .host("127.0.0.1")
                .tls(key.server())
                .build(new Echo())
                .start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void messagesAndTheCloseFrameOfAViolationGoThroughTls() throws IOException {
        try (SSLSocket client = client("TLSv1.3")) {
            upgrade(client);
            assertEcho(client);
            client.getOutputStream().write(new byte[] {(byte) 0x83, (byte) 0x80, 0, 0, 0, 0});
            byte[] close = client.getInputStream().readAllBytes();
            assertThat(Arrays.copyOf(close, 1)).containsExactly(0x88);
            assertThat(Arrays.copyOfRange(close, 2, 4)).containsExactly(3, 0xea);
        }
    }

    @Test
    void aClientOfTls12ShakesHandsOnce() throws IOException {
        try (SSLSocket client = client("TLSv1.2")) {
            upgrade(client);
            assertEcho(client);
            client.startHandshake();
            assertThat(ends(client)).isTrue();
        }
    }

    @Test
    void aClientOfTls13MayChangeItsKeys() throws IOException {
        try (SSLSocket client = client("TLSv1.3")) {
            upgrade(client);
            client.startHandshake();
            assertEcho(client);
        }
    }

    private SSLSocket client(String version) throws IOException {
        SSLSocket client =
                (SSLSocket) ServerKey.clientOf(key).getSocketFactory().createSocket("127.0.0.1", server.port());
        client.setEnabledProtocols(new String[] {version});
        client.setSoTimeout(10_000);
        return client;
    }

    private static void upgrade(SSLSocket client) throws IOException {
        OutputStream out = client.getOutputStream();
        out.write(("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as("behind " + head).isNotNegative();
            head.append((char) next);
        }
        assertThat(head).startsWith("HTTP/1.1 101 ");
    }

    private static void assertEcho(SSLSocket client) throws IOException {
        client.getOutputStream().write(new byte[] {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'});
        assertThat(client.getInputStream().readNBytes(4)).containsExactly(0x81, 2, 'h', 'i');
    }

    /** A connection that is still open when the time is over is a failure of its own. */
    private static boolean ends(SSLSocket client) throws IOException {
        InputStream in = client.getInputStream();
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException e) {
            throw e;
        } catch (IOException e) {
            return true;
        }
    }

    private static final class Echo implements WebSocketListener {
        @Override
        public void onText(WebSocketConnection connection, String text) {
            connection.sendText(text);
        }
    }
}
