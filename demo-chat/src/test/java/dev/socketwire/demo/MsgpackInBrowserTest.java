package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.socketio.msgpack.MsgpackParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The client with msgpack that the server hands out, in a browser. */
class MsgpackInBrowserTest {
    @ParameterizedTest
    @ValueSource(strings = {"['polling']", "['websocket']", "['polling', 'websocket']"})
    void valuesAndBytesComeBack(String transports) {
        try (SocketIoServer io = SocketIoServer.builder()
                        .host("127.0.0.1")
                        .parser(new MsgpackParser())
                        .build();
                Chromium chromium = new Chromium()) {
            io.onConnection(socket -> {
                socket.on("picture", String.class, byte[].class, (name, bytes) -> io.emit("picture", name, bytes));
                socket.onRequest("sum", int[].class, numbers -> List.of(numbers.length, numbers[0] + numbers[1]));
            });
            io.start();
            Page page = page(chromium, io.port(), transports);
            assertThat(page.evaluate("socket.timeout(20000).emitWithAck('sum', [40, 2])"))
                    .isEqualTo(List.of(2, 42));
            page.evaluate("socket.emit('picture', '日 😀', Uint8Array.of(0, 127, 255).buffer)");
            page.waitForCondition(() -> (boolean) page.evaluate("heard.length == 1"));
            assertThat(page.evaluate("heard[0]")).isEqualTo(Map.of("name", "日 😀", "bytes", List.of(0, 127, 255)));
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page page(Chromium chromium, int port, String transports) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.navigate("http://localhost:" + port + "/socket.io/socket.io.msgpack.min.js"); // an origin
        page.setContent(
                """
                <!doctype html><body>
                <script src="/socket.io/socket.io.msgpack.min.js"></script>
                <script>
                  const heard = [];
                  const socket = io({transports: TRANSPORTS});
                  socket.on('connect', () => { document.body.className = 'connected'; });
                  socket.on('picture', (name, bytes) => heard.push({name, bytes: [...new Uint8Array(bytes)]}));
                </script>
                """.replace("TRANSPORTS", transports),
                new Page.SetContentOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(page.locator("body.connected")).hasCount(1);
        return page;
    }
}
