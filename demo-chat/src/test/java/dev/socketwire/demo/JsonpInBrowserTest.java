package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The client 2.5.0 as it was in browsers that could load scripts and post forms, and nothing else across origins. */
class JsonpInBrowserTest {
    private static final List<String> WORDS = List.of(
            "plain",
            "é€😀 日本語",
            "a\nline \\n and \\\\ and \"quotes\"",
            "</script><b>&amp;",
            "\u2028 and \u2029",
            "%41+b");

    @Test
    void whatIsSaidByFormsIsHeardByScripts() {
        try (RunningDemo demo = RunningDemo.onPort(0, "2");
                Chromium chromium = new Chromium()) {
            Page old = page(chromium, demo, "{transports: ['polling'], forceJSONP: true}");
            Page young = page(chromium, demo, "{transports: ['websocket']}");
            assertThat(old.evaluate("socket.io.engine.transport.constructor.prototype.supportsBinary"))
                    .as("a transport of scripts")
                    .isEqualTo(false);
            for (String words : WORDS) {
                say(old, words);
                say(young, words);
            }
            List<String> twice = WORDS.stream()
                    .flatMap(words -> List.of(words, words).stream())
                    .toList();
            hears(old, twice);
            hears(young, twice);
            assertThat(chromium.complaints()).isEmpty();
        }
    }

    private static Page page(Chromium chromium, RunningDemo demo, String options) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.navigate("http://localhost:" + demo.port() + "/no-such-page"); // an origin, and no rules for its content
        // A script that is still on its way keeps a page from being loaded, and here there always is one.
        page.setContent(
                """
                <!doctype html><body>
                <script src="/socket.io/socket.io.js"></script>
                <script>
                  var heard = [];
                  var socket = io(OPTIONS);
                  socket.on('connect', function () { document.body.className = 'connected'; });
                  socket.on('chat message', function (words) { heard.push(words); });
                </script>
                """.replace("OPTIONS", options), new Page.SetContentOptions().setWaitUntil(WaitUntilState.COMMIT));
        assertThat(page.locator("body.connected")).hasCount(1);
        return page;
    }

    private static void say(Page page, String words) {
        int before = (int) page.evaluate("heard.length");
        page.evaluate("words => socket.emit('chat message', words)", words);
        page.waitForCondition(() -> (int) page.evaluate("heard.length") > before);
    }

    private static void hears(Page page, List<String> words) {
        page.waitForCondition(() -> page.evaluate("heard").equals(words));
    }
}
