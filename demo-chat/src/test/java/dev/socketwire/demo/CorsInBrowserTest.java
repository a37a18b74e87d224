package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import dev.socketwire.engineio.CookieOptions;
import dev.socketwire.engineio.CorsOptions;
import dev.socketwire.socketio.SocketIoServer;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pages of one server that talk to another one, with a header of their own and with cookies, in a browser. */
class CorsInBrowserTest {
    private final SocketIoServer pages =
            SocketIoServer.builder().host("127.0.0.1").build().start();
    private final Chromium chromium = new Chromium();
    private final Set<String> cookies = ConcurrentHashMap.newKeySet();
    private final Queue<Integer> refused = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() {
        chromium.close();
        pages.close();
    }

    @Test
    void aPageThatIsNamedIsServedAndNoOther() {
        String friend = "http://localhost:" + pages.port();
        try (SocketIoServer io = SocketIoServer.builder()
                .host("127.0.0.1")
                .cors(CorsOptions.builder().origins(friend).credentials(true).build())
                .cookie(CookieOptions.defaults())
                .headers((headers, request) ->
                        cookies.add(request.header("cookie").orElse("none")))
                .onConnectionError(error -> refused.add(error.code()))
                .build()) {
            io.onConnection(socket -> socket.onRequest(
                    "token", args -> socket.handshake().header("x-token").orElse("none")));
            io.start();
            Page page = open(friend, io.port(), "polling");
            assertThat(page.locator("body.connected")).hasCount(1);
            assertThat(page.evaluate("socket.timeout(20000).emitWithAck('token')"))
                    .isEqualTo("sesame");
            assertThat(cookies).contains("none", "io=" + page.evaluate("socket.io.engine.id"));
            assertThat(open(friend, io.port(), "websocket").locator("body.connected"))
                    .hasCount(1);
            assertThat(refused).isEmpty();

            String stranger = "http://127.0.0.1:" + pages.port();
            assertThat(open(stranger, io.port(), "polling").locator("body.refused"))
                    .hasCount(1);
            assertThat(open(stranger, io.port(), "websocket").locator("body.refused"))
                    .hasCount(1);
            assertThat(refused).contains(4).containsOnly(4);
            assertThat(io.stats().sockets()).isEqualTo(2);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private Page open(String origin, int port, String transport) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.navigate(origin + "/socket.io/socket.io.min.js"); // an origin
        page.setContent(
                """
                <!doctype html><body>
                <script src="/socket.io/socket.io.min.js"></script>
                <script>
                  const socket = io('http://localhost:%d', {
                    transports: ['%s'], withCredentials: true, reconnection: false, extraHeaders: {'x-token': 'sesame'}
                  });
                  socket.on('connect', () => { document.body.className = 'connected'; });
                  socket.on('connect_error', () => { document.body.className = 'refused'; });
                </script>
                """.formatted(port, transport), new Page.SetContentOptions().setWaitUntil(WaitUntilState.COMMIT));
        return page;
    }
}
