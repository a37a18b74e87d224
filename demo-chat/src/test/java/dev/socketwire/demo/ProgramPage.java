package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/** The page of one of the small programs, as a person uses it. */
final class ProgramPage {
    private final Page page;

    private ProgramPage(Page page) {
        this.page = page;
    }

    /** Opens the page and waits for its connection. */
    static ProgramPage open(Page page, String address) {
        page.navigate(address);
        ProgramPage program = new ProgramPage(page);
        program.isConnected();
        return program;
    }

    Page page() {
        return page;
    }

    void isConnected() {
        isInState("connected");
    }

    void isDisconnected() {
        isInState("disconnected");
    }

    void say(String text) {
        page.locator("#text").fill(text);
        page.locator("#text").press("Enter");
    }

    void logIn(String name) {
        page.locator("#name").fill(name);
        page.locator("#login button").click();
    }

    /** All lines from the first to the last, each as its kind and its text: {@code mine: hello}. */
    void shows(String... lines) {
        assertThat(lines()).hasText(textsOf(lines));
        for (int i = 0; i < lines.length; i++) {
            assertThat(lines().nth(i)).hasClass(lines[i].substring(0, lines[i].indexOf(':')));
        }
    }

    Locator lines() {
        return page.locator("#lines > li");
    }

    private void isInState(String state) {
        assertThat(page.locator("#state")).hasAttribute("data-state", state);
    }

    private static String[] textsOf(String... lines) {
        String[] texts = new String[lines.length];
        for (int i = 0; i < lines.length; i++) {
            texts[i] = lines[i].substring(lines[i].indexOf(':') + 2);
        }
        return texts;
    }
}
