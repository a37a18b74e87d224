package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The document, the counters and the pictures with the client 2.5.0. */
class OldClientInBrowserTest {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);
    private static final byte[] DOT = Base64.getDecoder().decode("R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=");

    private static Chromium chromium;

    private RunningDemo demo;

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
        demo = RunningDemo.onPort(0, "2");
    }

    @AfterEach
    void closeDemo() {
        chromium.closePages();
        demo.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void copiesOfTheDocumentBecomeAlikeThoughConnectionsBreak() {
        Page ada = DocumentPage.open(chromium.page(DESK, ColorScheme.LIGHT), demo.port());
        Page eve = DocumentPage.open(chromium.page(DESK, ColorScheme.LIGHT), demo.port());
        assertThat(ada.evaluate("io.protocol")).as("that of clients 2.x").isEqualTo(4);
        String capitals = DocumentPage.letters('A', 200);
        String smalls = DocumentPage.letters('a', 200);

        DocumentPage.type(ada, capitals, 7);
        DocumentPage.type(eve, smalls, 11);
        DocumentPage.cut(ada);
        ada.context().setOffline(false);
        assertThat(ada.locator("#state-text")).hasText("Connected", PATIENT);

        DocumentPage.bothHave(ada, eve, capitals + smalls);
    }

    @Test
    void theCountersCount() {
        Page ada = open("counters", "");
        Page eve = open("counters", "");
        assertThat(ada.locator("#connections")).hasText("2", PATIENT);
        eve.locator("#send").click();
        await().until(() -> !ada.locator("#messages-most").textContent().matches("|Most: [0-9]"));
    }

    @Test
    void picturesAppearOverWhateverTransport() {
        Page ada = open("picture", "");
        Page old = open("picture", "delete window.WebSocket");
        ada.locator("#file").setInputFiles(new FilePayload("dot.gif", "image/gif", DOT));
        assertThat(ada.locator("#said")).hasText("One other window has it", PATIENT);
        assertThat(old.locator("figcaption")).hasText("dot.gif · 1 KB", PATIENT);

        old.locator("#file").setInputFiles(new FilePayload("back.gif", "image/gif", DOT));
        assertThat(ada.locator("figcaption").first()).hasText("back.gif · 1 KB", PATIENT);
        for (Page page : new Page[] {ada, old}) {
            await().until(
                            () -> page.locator("figure img").first().evaluate("picture => picture.naturalWidth"),
                            width -> width.equals(1));
        }
    }

    private Page open(String program, String script) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.addInitScript(script);
        page.navigate("http://127.0.0.1:" + demo.port() + "/" + program + "/");
        assertThat(page.locator("#state-text")).hasText("Connected", PATIENT);
        return page;
    }
}
