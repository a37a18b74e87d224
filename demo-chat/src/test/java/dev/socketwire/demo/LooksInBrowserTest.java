package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each page on a phone and on a desk, light and dark; what they look like is kept in {@code target/screenshots}. */
class LooksInBrowserTest {
    private static Chromium chromium;
    private static RunningDemo demo;

    @BeforeAll
    static void open() {
        chromium = new Chromium();
        demo = RunningDemo.onPort(0);
    }

    @AfterAll
    static void close() {
        demo.close();
        chromium.close();
    }

    @Test
    void theStartPageLeadsToEachProgramAndShowsItsJava() {
        Page page = look("", DESK, ColorScheme.LIGHT, "start-desk-light");
        look("", PHONE, ColorScheme.DARK, "start-phone-dark");

        List<String> links = page.locator(".card h2 a").all().stream()
                .map(link -> link.getAttribute("href"))
                .toList();
        assertThat(links).contains("/simple/", "/server-msg/", "/chat-message/", "/time/", "/login/", "/chat/");
        for (String link : links) {
            page.navigate("http://127.0.0.1:" + demo.port() + link);
            assertThat(page.locator("#state")).hasAttribute("data-state", "connected");
            assertThat(page.locator("a[href='/']")).isVisible();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"simple", "server-msg", "chat-message", "login"})
    void aProgramWithALogIsPleasant(String name) {
        Page other = look(name + "/", DESK, ColorScheme.LIGHT, name + "-empty");
        Page page = look(name + "/", PHONE, ColorScheme.DARK, name + "-phone-dark");
        if (name.equals("login")) {
            logIn(other, "Grace");
            logIn(page, "Ada");
        }
        say(page, other, "Good morning! Who has the coffee?");
        say(
                other,
                page,
                "Me. Two pots of it, and a kettle that is about to boil, so come over while there is some left.");
        say(page, other, "averyveryverylongwordwithoutanyspacewhichmustnotmakethepagewiderthanthescreenis");
        assertFitsItsWidth(page);
        ChatPage.keepScreenshot(other, name + "-desk-light");
        ChatPage.keepScreenshot(page, name + "-phone-dark");
    }

    @Test
    void theTimeIsPleasant() {
        look("time/", PHONE, ColorScheme.LIGHT, "time-phone-light");
        Page page = look("time/", DESK, ColorScheme.DARK, "time-desk-dark");
        page.locator("#send").click();
        assertThat(page.locator("#seen")).hasText("a = 12, b = 5, c = 8");
        ChatPage.keepScreenshot(page, "time-desk-dark");
    }

    private static Page look(String path, Chromium.Screen screen, ColorScheme scheme, String name) {
        Page page = chromium.page(screen, scheme);
        page.navigate("http://127.0.0.1:" + demo.port() + "/" + path);
        if (!path.isEmpty()) {
            assertThat(page.locator("#state")).hasAttribute("data-state", "connected");
        }
        assertFitsItsWidth(page);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true));
        return page;
    }

    private static void logIn(Page page, String name) {
        page.locator("#name").fill(name);
        page.locator("#login button").click();
        assertThat(page.locator("#lines")).containsText(name + " joined");
    }

    private static void say(Page page, Page other, String text) {
        page.locator("#text").fill(text);
        page.locator("#text").press("Enter");
        assertThat(page.locator("#lines")).containsText(text);
        assertThat(other.locator("#lines")).containsText(text);
    }

    private static void assertFitsItsWidth(Page page) {
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }
}
