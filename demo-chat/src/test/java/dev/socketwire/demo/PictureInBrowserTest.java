package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.socketwire.socketio.SocketIoServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Pictures between real browser windows. */
class PictureInBrowserTest {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(20_000);

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
        demo = RunningDemo.onPort(0);
    }

    @AfterEach
    void closeDemo() {
        chromium.closePages();
        demo.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void aPictureAppearsOnTheOtherPagesOverWhateverTransport() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        Page old = openByPolling();
        ada.locator("#file").setInputFiles(file("hills.png", "image/png", Landscape.of(640, 480, "png", 0)));

        assertThat(ada.locator("#said")).hasText("2 other windows have it", PATIENT);
        for (Page page : List.of(ada, eve, old)) {
            assertThat(page.locator("figcaption")).containsText("hills.png");
            await().until(() -> width(page) == 640);
        }

        old.locator("#file").setInputFiles(file("lake.jpg", "image/jpeg", Landscape.of(320, 200, "jpg", 0)));
        assertThat(eve.locator("figcaption").first()).containsText("lake.jpg", containsPatient());
        await().until(() -> width(eve) == 320);
    }

    @Test
    void aPictureCanBeDropped() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        ada.evaluate("""
                base64 => {
                  const bytes = Uint8Array.from(atob(base64), character => character.charCodeAt(0));
                  const dataTransfer = new DataTransfer();
                  dataTransfer.items.add(new File([bytes], "<b>dropped</b>.png", { type: "image/png" }));
                  document.querySelector("#drop").dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
                }
                """, Base64.getEncoder().encodeToString(Landscape.of(64, 48, "png", 0)));

        assertThat(eve.locator("figcaption")).containsText("<b>dropped</b>.png", containsPatient());
        await().until(() -> width(eve) == 64);
    }

    @Test
    void aPictureThatIsTooLargeIsMadeSmaller() {
        byte[] large = Landscape.of(2400, 1200, "png", 30);
        assertThat(large).hasSizeGreaterThan(PictureBytes.MOST);
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        ada.locator("#file").setInputFiles(file("large.png", "image/png", large));

        assertThat(ada.locator("#said")).hasText("One other window has it", PATIENT);
        await().until(() -> width(eve) == 1600);
    }

    @Test
    void thePageSendsNothingButPictures() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        ada.locator("#file").setInputFiles(file("page.html", "text/html", new byte[10]));
        assertThat(ada.locator("#said")).hasText("page.html is no picture: PNG, JPEG, GIF or WebP");
        ada.locator("#file").setInputFiles(file("drawing.svg", "image/svg+xml", new byte[10]));
        assertThat(ada.locator("#said")).hasText("drawing.svg is no picture: PNG, JPEG, GIF or WebP");
        ada.locator("#file").setInputFiles(file("film.gif", "image/gif", new byte[PictureBytes.MOST + 1]));
        assertThat(ada.locator("#said")).hasText("film.gif is too large: at most 700 KB");
        ada.locator("#file").setInputFiles(file("broken.png", "image/png", new byte[PictureBytes.MOST + 1]));
        assertThat(ada.locator("#said")).hasText("broken.png cannot be read");
        ada.locator("#file")
                .setInputFiles(file("lie.png", "image/png", "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8)));
        assertThat(ada.locator("#said")).hasText("The server takes PNG, JPEG, GIF and WebP only");
    }

    @Test
    void thePageShowsNothingButPictures() {
        SocketIoServer rude = SocketIoServer.builder()
                .host("127.0.0.1")
                .port(0)
                .plainHttp(Pages.ofTheDemo())
                .build();
        rude.of("/picture").onConnection(socket -> {
            socket.emit("picture", "evil", "image/svg+xml", new byte[8]);
            socket.emit("picture", "evil", "text/html", new byte[8]);
            socket.emit("picture", "good", "image/png", new byte[8]);
        });
        rude.start();
        try {
            Page ada = chromium.page(DESK, ColorScheme.LIGHT);
            ada.navigate("http://127.0.0.1:" + rude.port() + "/picture/");
            assertThat(ada.locator("figcaption")).hasText("good · 1 KB", PATIENT);
        } finally {
            rude.close();
        }
    }

    @Test
    void theServerRefusesWhatNoPageWouldSend() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        assertThat(ada.evaluate("""
                        () => Promise.all([
                          ["evil.svg", new TextEncoder().encode("<svg onload=alert(1)>").buffer],
                          ["nothing", null],
                          ["empty", new ArrayBuffer(0)],
                          ["large.gif", new Blob(["GIF89a", new ArrayBuffer(700_000)])],
                        ].map(what => new Promise(resolve => io.connect("/picture").emit("picture", ...what, answer => resolve(answer.error)))))
                        """))
                .isEqualTo(List.of(
                        "The server takes PNG, JPEG, GIF and WebP only",
                        "The server takes PNG, JPEG, GIF and WebP only",
                        "The server takes PNG, JPEG, GIF and WebP only",
                        "The server takes at most 700000 bytes"));
        ada.locator("#file").setInputFiles(file("dot.png", "image/png", Landscape.of(8, 8, "png", 0)));
        assertThat(eve.locator("figcaption")).containsText(new String[] {"dot.png"}, containsPatient());
    }

    @Test
    void thePageIsPleasantOnAPhoneAndOnADesk() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page dennis = open(DESK, ColorScheme.DARK);
        Page grace = open(PHONE, ColorScheme.LIGHT);
        for (int i = 1; i <= 14; i++) {
            ada.locator("#file")
                    .setInputFiles(file("hills " + i + ".png", "image/png", Landscape.of(480 + 40 * i, 480, "png", 0)));
            assertThat(grace.locator("figcaption").first()).containsText("hills " + i, containsPatient());
        }
        assertThat(dennis.locator("figcaption")).hasCount(12);
        await().until(() -> width(dennis) == 480 + 40 * 14 && width(grace) == 480 + 40 * 14);

        ChatPage.keepScreenshot(ada, "picture-desk-light");
        ChatPage.keepScreenshot(dennis, "picture-desk-dark");
        ChatPage.keepScreenshot(grace, "picture-phone-light");
        for (Page page : List.of(ada, dennis, grace)) {
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
    }

    private Page open(Chromium.Screen screen, ColorScheme scheme) {
        return open(chromium.page(screen, scheme));
    }

    private Page openByPolling() {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.addInitScript("delete window.WebSocket");
        return open(page);
    }

    private Page open(Page page) {
        page.navigate("http://127.0.0.1:" + demo.port() + "/picture/");
        assertThat(page.locator("#state-text")).hasText("Connected", PATIENT);
        return page;
    }

    private static int width(Page page) {
        return (int) page.locator("figure img").first().evaluate("picture => picture.naturalWidth");
    }

    private static LocatorAssertions.ContainsTextOptions containsPatient() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);
    }

    private static FilePayload file(String name, String type, byte[] bytes) {
        return new FilePayload(name, type, bytes);
    }
}
