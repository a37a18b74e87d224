package dev.socketwire.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.socketwire.examples.BehindProxy;
import dev.socketwire.examples.JdkHttpApp;
import dev.socketwire.examples.NettyApp;
import dev.socketwire.examples.PlainMain;
import dev.socketwire.socketio.SocketIoServer;
import dev.socketwire.testkit.RawHttp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Every program of examples/, with the client that its README shows: it prints what stands there. */
class ExamplesTest {
    private static final Path PAGE = Path.of("..", "examples", "README.md");

    @Test
    void aPlainMain() throws IOException {
        try (SocketIoServer io = PlainMain.start(0)) {
            assertClientPrintsWhatThePageSays("PlainMain", Map.of(8080, io.port()));
        }
    }

    @Test
    void aNettyServerWithRoutesOfItsOwn() throws IOException {
        try (NettyApp app = NettyApp.start(0)) {
            assertClientPrintsWhatThePageSays("NettyApp", Map.of(8080, app.port()));
            try (RawHttp http = RawHttp.connect(app.port())) {
                assertThat(http.get("/elsewhere").text()).isEqualTo("There is no such page.\n");
                assertThat(http.get("/socket.io/socket.io.js").status()).isEqualTo(200);
                assertThat(http.get("/clients").status()).isEqualTo(200);
            }
        }
    }

    @Test
    void anApplicationOnTheServerOfTheJdk() throws IOException {
        try (JdkHttpApp app = JdkHttpApp.start(0, 0)) {
            assertClientPrintsWhatThePageSays("JdkHttpApp", Map.of(8080, app.webPort(), 8081, app.ioPort()));
            try (RawHttp web = RawHttp.connect(app.webPort());
                    RawHttp io = RawHttp.connect(app.ioPort())) {
                assertThat(web.get("/").text()).contains("io(\"http://localhost:" + app.ioPort() + "\")");
                String origin = "http://localhost:" + app.webPort();
                String target = "/socket.io/?EIO=4&transport=polling";
                assertThat(io.get(target, "Origin: " + origin).header("access-control-allow-origin"))
                        .isEqualTo(origin);
                assertThat(io.get(target, "Origin: https://evil.example").status())
                        .isEqualTo(403);
            }
        }
    }

    @Test
    void aServerThatIsMadeForAProxy() throws IOException {
        try (BehindProxy server = BehindProxy.start(0);
                RawHttp http = RawHttp.connect(server.port())) {
            assertClientPrintsWhatThePageSays("BehindProxy", Map.of(3001, server.port()));
            assertThat(http.get("/health").status()).isEqualTo(200);
            assertThat(server.leave(Duration.ofMillis(1))).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    /** The client of a section, run as it stands there but for the ports. */
    private static void assertClientPrintsWhatThePageSays(String name, Map<Integer, Integer> ports) throws IOException {
        String page = Files.readString(PAGE);
        String section = between(page, "\n## " + name + "\n", "\n## ");
        String client = between(section, "```js\n", "```").replace("\"socket.io-client\"", "\"client-4.8.4\"");
        for (Map.Entry<Integer, Integer> port : ports.entrySet()) {
            client = client.replace("localhost:" + port.getKey(), "127.0.0.1:" + port.getValue());
        }
        Path folder = Path.of(System.getProperty("interop.npm"));
        String file = "example-" + name + ".mjs";
        Files.writeString(folder.resolve(file), client);
        try (Program program = Program.start(folder, List.of("node", file))) {
            assertThat(program.readAll())
                    .isEqualTo(between(section, "```text\n", "```").lines().toList());
            assertThat(program.exitCode())
                    .succeedsWithin(Duration.ofSeconds(10))
                    .isEqualTo(0);
        }
    }

    /** What stands behind one text, up to another one or the end. */
    private static String between(String text, String from, String to) {
        assertThat(text).contains(from);
        String rest = text.substring(text.indexOf(from) + from.length());
        int end = rest.indexOf(to);
        return end < 0 ? rest : rest.substring(0, end);
    }
}
