package dev.socketwire.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The raw clients against bytes that a server may send, on a real socket. */
class RawClientsTest {
    private ServerSocket listening;

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        listening.close();
    }

    @Test
    void aBodyIsReadByItsLengthAndTheConnectionIsReused() throws IOException {
        try (RawHttp http = RawHttp.connect(listening.getLocalPort());
                Socket server = listening.accept()) {
            answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nok");
            answer(server, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
            RawHttp.Response first = http.get("/a", "Origin: http://b");
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.text()).isEqualTo("ok");
            assertThat(first.header("x-a")).isEqualTo("1, 2");
            assertThat(http.post("/b", "body").status()).isEqualTo(404);
            assertThat(new String(server.getInputStream().readNBytes(60), StandardCharsets.UTF_8))
                    .startsWith("GET /a HTTP/1.1\r\nHost: localhost:")
                    .contains("Origin: http://b\r\n\r\n");
        }
    }

    @Test
    void aBodyIsReadByItsChunks() throws IOException {
        try (RawHttp http = RawHttp.connect(listening.getLocalPort());
                Socket server = listening.accept()) {
            answer(
                    server,
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x\r\n0123456789\r\n0\r\n\r\n");
            assertThat(http.get("/").text()).isEqualTo("abc0123456789");
            assertThat(http.staysSilent(Duration.ofMillis(30))).isTrue();
        }
    }

    @Test
    void theEndOfAConnectionIsSeen() throws IOException {
        try (RawHttp http = RawHttp.connect(listening.getLocalPort())) {
            listening.accept().close();
            assertThat(http.endsWithoutAByte()).isTrue();
        }
    }

    @Test
    void framesAreReadOfEveryLengthAndSentMasked() throws Exception {
        String frames = "8102 6869 827e0080" + "00".repeat(128) + "880203e8";
        CompletableFuture<String> received = serve(server -> {
            answer(
                    server,
                    "HTTP/1.1 101 Switching Protocols\r\nSec-WebSocket-Accept: " + RawWebSocket.ACCEPT + "\r\n\r\n");
            server.getOutputStream().write(Hex.bytes(frames));
            return Hex.of(server.getInputStream().readAllBytes());
        });
        try (RawWebSocket client = RawWebSocket.connect(listening.getLocalPort(), "/")) {
            assertThat(client.readText()).isEqualTo("hi");
            assertThat(client.readBinary()).hasSize(128);
            assertThat(client.readClose()).isEqualTo(1000);
            client.sendText("Hello");
        }
        assertThat(received.get(10, TimeUnit.SECONDS)).endsWith("8185" + "37fa213d" + "7f9f4d5158");
    }

    @Test
    void aRefusedHandshakeIsAFailure() {
        CompletableFuture<Integer> afterwards = serve(server -> {
            answer(server, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
            return server.getInputStream().readAllBytes().length;
        });
        assertThatThrownBy(() -> RawWebSocket.connect(listening.getLocalPort(), "/"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("400");
        assertThat(afterwards).succeedsWithin(Duration.ofSeconds(10));
    }

    private <T> CompletableFuture<T> serve(Exchange<T> exchange) {
        return CompletableFuture.supplyAsync(() -> {
            try (Socket server = listening.accept()) {
                return exchange.with(server);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void answer(Socket server, String bytes) throws IOException {
        server.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
    }

    private interface Exchange<T> {
        T with(Socket server) throws IOException;
    }
}
