package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The page of the shared document as people use it. */
final class DocumentPage {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(30_000);

    /** Types as a person does, here and there. */
    private static final String TYPE = """
            ([letters, seed]) => {
              const area = document.querySelector("#text");
              const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
              const rest = [...letters];
              const type = () => {
                area.focus();
                if (random() < 0.2) area.selectionEnd = area.selectionStart = Math.floor(random() * (area.value.length + 1));
                document.execCommand("insertText", false, rest.shift());
                if (rest.length) setTimeout(type, random() * 12);
                else document.body.dataset.typed = "all";
              };
              type();
            }
            """;

    private DocumentPage() {}

    /** Opens the page; its connections can be cut. */
    static Page open(Page page, int port) {
        page.addInitScript("""
                window.lines = [];
                window.upgraded = null;
                window.WebSocket = class extends WebSocket {
                  constructor(...args) { super(...args); lines.push(this); }
                  send(data) {
                    if (data === "5") window.upgraded = this;
                    super.send(data);
                  }
                };
                """);
        page.navigate("http://127.0.0.1:" + port + "/document/");
        assertThat(page.locator("#state-text")).hasText("Connected", PATIENT);
        return page;
    }

    /** Begins to type these letters; they are there when {@link #bothHave} looks. */
    static void type(Page page, String letters, int seed) {
        page.evaluate(TYPE, List.of(letters, seed));
    }

    /** Waits for the WebSocket: a poll that is parked could not be cut. */
    static void isUpgraded(Page page) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> (boolean) page.evaluate("upgraded !== null && upgraded.readyState === 1"));
    }

    /** Cuts the connection, and lets none through until the network is back. */
    static void cut(Page page) {
        isUpgraded(page);
        page.context().setOffline(true);
        // Without a network a closing handshake takes its time: the page is told at once.
        page.evaluate("""
                lines.filter(line => line.readyState < 2).forEach(line => {
                  line.close();
                  line.onclose?.(new CloseEvent("close"));
                })
                """);
        assertThat(page.locator("#state[data-state=disconnected]")).isVisible();
    }

    static void bothHave(Page one, Page other, String letters) {
        assertThat(one.locator("body[data-typed=all]")).isVisible(SOON);
        assertThat(other.locator("body[data-typed=all]")).isVisible(SOON);
        assertThat(one.locator("#saved")).hasText("Everybody has it", PATIENT);
        assertThat(other.locator("#saved")).hasText("Everybody has it", PATIENT);
        String text = one.locator("#text").inputValue();
        assertThat(other.locator("#text")).hasValue(text);
        assertThat(text.chars().sorted().toArray())
                .isEqualTo(letters.chars().sorted().toArray());
    }

    /** So many letters, from this one on. */
    static String letters(char first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.valueOf((char) (first + i % 26)))
                .reduce("", String::concat);
    }
}
