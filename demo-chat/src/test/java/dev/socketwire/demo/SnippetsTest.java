package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Clients as tutorials write them, on bare pages of their own: nothing but the address is made for this server. Each page
 * writes what it hears into {@code heard}.
 */
@ParameterizedClass(name = "client {0}")
@ValueSource(strings = {"4", "2"})
class SnippetsTest {
    private static final String JQUERY = "/META-INF/resources/webjars/jquery/1.11.1/jquery.js";

    private static Chromium chromium;

    private final String client;
    private RunningDemo demo;

    SnippetsTest(String client) {
        this.client = client;
    }

    @BeforeAll
    static void openBrowser() {
        chromium = new Chromium();
    }

    @AfterAll
    static void closeBrowser() {
        chromium.close();
    }

    @BeforeEach
    void openDemo() {
        demo = RunningDemo.onPort(0, client);
    }

    @AfterEach
    void closeDemo() {
        chromium.closePages();
        demo.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void connectEmitAndListenUnderTheSameName() {
        String client = """
                let sock = io.connect('ws://localhost:PORT/')
                sock.on('connect', function() { heard.push('connected') })
                sock.on('disconnect', function() { heard.push('gone') })
                sock.on('msg', str => { heard.push(str) })
                """;
        Page ada = fromNowhere(client);
        Page grace = fromNowhere(client);
        hears(ada, "connected");
        hears(grace, "connected");

        ada.evaluate("sock.emit('msg', 'hello')");
        hears(grace, "connected", "hello");
        hears(ada, "connected");
        demo.close();
        hears(ada, "connected", "gone");
        hears(grace, "connected", "hello", "gone");
    }

    @Test
    void aClientOfAnotherOriginHearsServerMsg() {
        String client = """
                let sock = io.connect('ws://localhost:PORT');
                sock.on('connect', function () { heard.push('connected'); });
                sock.on('serverMsg', function (str) { heard.push(str); });
                """;
        Page ada = fromNowhere(client);
        Page grace = fromNowhere(client);
        hears(ada, "connected");
        hears(grace, "connected");

        ada.evaluate("sock.emit('msg', 'hello')");
        hears(grace, "connected", "hello");
        grace.evaluate("sock.emit('msg', 'and hello')");
        hears(ada, "connected", "and hello");
    }

    @Test
    void aPageWithJQueryAndChatMessage() {
        String html = """
                <ul class="messages"></ul>
                <form action=""><textarea class="form-control"></textarea>
                <button type="button" class="btn">Say</button></form>
                <script src="/socket.io/socket.io.js"></script>
                <script src="https://code.jquery.com/jquery-1.11.1.js"></script>
                <script>
                  var socket = io();
                  $(function () {
                    $('.btn').click(function () {
                      socket.emit('chat message', $('.form-control').val());
                      $('.form-control').val('');
                    });
                    socket.on('connect', function () { $('.btn').addClass('ready'); });
                    socket.on('chat message', function (msg) { $('.messages').append($('<li>').text(msg)); });
                  });
                </script>
                """;
        Page ada = fromTheDemo(html);
        Page grace = fromTheDemo(html);
        assertThat(grace.locator(".btn.ready")).isVisible();

        ada.locator(".form-control").fill("hello");
        ada.locator(".btn").click();
        assertThat(ada.locator("li")).hasText("hello");
        assertThat(grace.locator("li")).hasText("hello");
        grace.waitForCondition(
                () -> grace.evaluate("socket.io.engine.transport.name").equals("websocket"));
    }

    @Test
    void theTimeComesToAListenerThatIsAddedOnConnectAndThreeArgumentsAreThree() {
        Page page = fromNowhere("""
                const sock = io.connect('ws://localhost:PORT/');
                sock.on('connect', () => {
                  sock.emit('aaa', 12, 5, 8);
                  sock.on('time', ts => { heard.push(typeof ts, Math.abs(Date.now() - ts) < 60000); });
                  sock.on('seen', (...args) => { heard.push(args.join()); });
                });
                """);
        hears(page, "number", "true", "12,5,8");
    }

    @Test
    void aLoginIsSentBeforeTheConnectionIsThere() {
        String client = """
                var socket = io.connect('ws://localhost:PORT', {transports: ['websocket']});
                socket.send({ type: 'LOGIN', name: NAME })
                socket.on('message', (data) => {
                  const {message, sender} = data
                  heard.push(data.type + ':' + (sender === undefined ? '' : sender) + ':' + message)
                })
                """;
        Page ada = fromNowhere(client.replace("NAME", "'ada'"));
        hears(ada, "LOGIN::ada joined the chat");
        Page grace = fromNowhere(client.replace("NAME", "'grace'"));
        hears(grace, "LOGIN::grace joined the chat");

        ada.evaluate("socket.send({ type: 'CHAT', message: 'hello' })");
        hears(grace, "LOGIN::grace joined the chat", "CHAT:ada:hello");
        hears(ada, "LOGIN::ada joined the chat", "LOGIN::grace joined the chat", "CHAT:ada:hello");
        assertThat(grace.evaluate("socket.io.engine.transport.name")).isEqualTo("websocket");
        grace.context().close();
        hears(
                ada,
                "LOGIN::ada joined the chat",
                "LOGIN::grace joined the chat",
                "CHAT:ada:hello",
                "LOGIN::grace left the chat");
    }

    @Test
    void theClientIsAlsoWhereAnOwnFileServerWouldHaveIt() {
        Page page = fromTheDemo("""
                <script src="/socket.io.js"></script>
                <script>io().on('connect', () => document.body.append('connected'))</script>
                """);
        assertThat(page.locator("body")).hasText("connected");
    }

    /** A page without an origin, as a file that is opened from a disk. */
    private Page fromNowhere(String client) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.setContent(("<script src='http://localhost:PORT/socket.io/socket.io.js'></script><script>var heard = [];"
                        + client + "</script>")
                .replace("PORT", String.valueOf(demo.port())));
        return page;
    }

    /** A page on the demo's own port. */
    private Page fromTheDemo(String html) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.route(
                "https://code.jquery.com/*",
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("text/javascript")
                        .setBodyBytes(jQuery())));
        page.navigate("http://localhost:" + demo.port() + "/no-such-page"); // an origin, and no rules for its content
        page.setContent("<!doctype html><body>" + html);
        return page;
    }

    private static void hears(Page page, String... lines) {
        page.waitForCondition(hasHeard(page, lines));
    }

    private static BooleanSupplier hasHeard(Page page, String... lines) {
        return () -> page.evaluate("heard.join('\\n')").equals(String.join("\n", lines));
    }

    private static byte[] jQuery() {
        try (InputStream file = Objects.requireNonNull(SnippetsTest.class.getResourceAsStream(JQUERY), JQUERY)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
