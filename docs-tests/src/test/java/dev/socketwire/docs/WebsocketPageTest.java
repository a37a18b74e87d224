package dev.socketwire.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.frames.DeflateOptions;
import dev.socketwire.frames.FrameHeader;
import dev.socketwire.frames.WebSocketConnection;
import dev.socketwire.frames.WebSocketLimits;
import dev.socketwire.frames.WebSocketListener;
import dev.socketwire.frames.WebSocketServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WebsocketPageTest {
    // docs: websocket-echo
    static final class Echo implements WebSocketListener {
        @Override
        public void onText(WebSocketConnection connection, String text) {
            connection.sendText("you said " + text);
        }
    }
    // docs: end

    /** Shown, and not run: it takes the port 8080. */
    static void run() {
        // docs: websocket-server
        WebSocketServer server =
                WebSocketServer.builder().port(8080).path("/echo").build(new Echo());
        server.start();
        // docs: end
    }

    @Test
    void anEcho() throws Exception {
        // docs: websocket-limits
        WebSocketServer.Builder builder = WebSocketServer.builder()
                .host("127.0.0.1")
                .port(0) // any that is free; server.port() says which
                .limits(new WebSocketLimits(65_536, 1_000_000, 100, Duration.ofSeconds(2)));
        // docs: end
        // docs: websocket-deflate
        builder.deflate(DeflateOptions.defaults());
        // docs: end
        CompletableFuture<String> heard = new CompletableFuture<>();
        try (WebSocketServer server = builder.path("/echo").build(new Echo())) {
            server.start();
            WebSocket client = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/echo"), new Ear(heard))
                    .join();
            client.sendText("hello", true).join();
            assertThat(heard.get(20, TimeUnit.SECONDS)).isEqualTo("you said hello");
            client.abort();
        }
    }

    private record Ear(CompletableFuture<String> heard) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence text, boolean isLast) {
            heard.complete(text.toString());
            socket.request(1);
            return CompletableFuture.completedFuture(null);
        }
    }

    @Test
    void theHeaderOfAFrame() {
        // docs: websocket-header
        Optional<FrameHeader> header = FrameHeader.parse(HexFormat.of().parseHex("810548656c6c6f"));
        // FrameHeader[fin=true, rsv1=false, opcode=1, masked=false, payloadLength=5, maskingKey=0, headerLength=2]
        // docs: end
        assertThat(header.orElseThrow())
                .hasToString("FrameHeader[fin=true, rsv1=false, opcode=1, masked=false, payloadLength=5, maskingKey=0,"
                        + " headerLength=2]");
    }
}
