package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitUntilState;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.ServerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page over https, whose client goes from polling to wss, in a browser that does not ask who signed the certificate. */
class TlsInBrowserTest {
    @Test
    void aSecurePageTalksOverWss(@TempDir Path directory) throws IOException {
        ServerKey key = ServerKey.make(directory, "EC", "browser");
        Path certificate = Files.writeString(directory.resolve("certificate.pem"), key.certificatePem());
        Path secret = Files.writeString(directory.resolve("key.pem"), key.keyPem());
        try (SocketIoServer io = SocketIoServer.builder()
                        .host("127.0.0.1")
                        .tls(certificate, secret)
                        .build();
                Chromium chromium = new Chromium()) {
            io.onConnection(socket -> socket.onRequest(
                    "sum", int[].class, numbers -> List.of(socket.handshake().secure(), numbers[0] + numbers[1])));
            io.start();
            Page page = page(chromium, io.port());
            assertThat(page.evaluate("socket.timeout(20000).emitWithAck('sum', [40, 2])"))
                    .isEqualTo(List.of(true, 42));
            page.waitForCondition(() -> "websocket".equals(page.evaluate("socket.io.engine.transport.name")));
            assertThat(page.evaluate("socket.io.engine.transport.ws.url").toString())
                    .startsWith("wss://");
            assertThat(page.evaluate("socket.timeout(20000).emitWithAck('sum', [1, 2])"))
                    .isEqualTo(List.of(true, 3));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page page(Chromium chromium, int port) {
        Page page = chromium.trustingPage();
        page.navigate("https://localhost:" + port + "/socket.io/socket.io.min.js"); // an origin
        page.setContent("""
                <!doctype html><body>
                <script src="/socket.io/socket.io.min.js"></script>
                <script>
                  const socket = io();
                  socket.on('connect', () => { document.body.className = 'connected'; });
                </script>
                """, new Page.SetContentOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(page.locator("body.connected")).hasCount(1);
        return page;
    }
}
