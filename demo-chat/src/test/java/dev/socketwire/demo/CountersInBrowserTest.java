package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The live counters in real browser windows. */
class CountersInBrowserTest {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(30_000);

    private static final LocatorAssertions.HasAttributeOptions PATIENT_TOO =
            new LocatorAssertions.HasAttributeOptions().setTimeout(30_000);

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
        await().until(() -> !clockRuns());
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void onePageSeesWhatTheOtherDoes() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(PHONE, ColorScheme.LIGHT);
        assertThat(ada.locator("#connections")).hasText("2", PATIENT);

        // Again and again: on a slow machine, what is sent with one click is counted in more than one second.
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            eve.locator("#send").click();
            return most(ada) >= 100;
        });

        eve.context().close();
        assertThat(ada.locator("#connections")).hasText("1", PATIENT);
        assertThat(ada.locator("#connections-most")).hasText("Most: 2");
    }

    @Test
    void messagesOfOtherProgramsCount() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = chromium.page(DESK, ColorScheme.LIGHT);
        eve.navigate("http://127.0.0.1:" + demo.port() + "/simple/");
        eve.evaluate("window.one = io.connect('/')");

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            eve.evaluate("for (let i = 0; i < 60; i++) one.emit('msg', 'hello')");
            return most(ada) >= 30;
        });
    }

    @Test
    void theClockRunsOnlyWhileSomebodyLooks() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page eve = open(DESK, ColorScheme.LIGHT);
        assertThat(ada.locator("#connections")).hasText("2", PATIENT);
        hide(ada, true);
        assertThat(eve.locator("#connections")).hasText("2", PATIENT);
        assertThat(clockRuns()).isTrue();

        hide(eve, true);
        await().until(() -> !clockRuns());

        hide(ada, false);
        await().until(CountersInBrowserTest::clockRuns);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            ada.locator("#send").click();
            return most(ada) >= 30;
        });
    }

    @Test
    void thePageIsPleasantOnAPhoneAndOnADesk() {
        Page ada = open(DESK, ColorScheme.LIGHT);
        Page dennis = open(DESK, ColorScheme.DARK);
        Page grace = open(PHONE, ColorScheme.LIGHT);
        List<Page> pages = List.of(ada, dennis, grace);
        for (int second = 1; second <= 6; second++) {
            if (second % 3 != 0) {
                dennis.locator("#send").click();
            }
            assertThat(grace.locator("#messages-line")).hasAttribute("points", pointsFrom(second), PATIENT_TOO);
        }

        ChatPage.keepScreenshot(ada, "counters-desk-light");
        ChatPage.keepScreenshot(dennis, "counters-desk-dark");
        ChatPage.keepScreenshot(grace, "counters-phone-light");
        for (Page page : pages) {
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
    }

    private Page open(Chromium.Screen screen, ColorScheme scheme) {
        Page page = chromium.page(screen, scheme);
        page.navigate("http://127.0.0.1:" + demo.port() + "/counters/");
        assertThat(page.locator("#state-text")).hasText("Connected", PATIENT);
        return page;
    }

    private static void hide(Page page, boolean hidden) {
        page.evaluate("""
                hidden => {
                  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
                  document.dispatchEvent(new Event("visibilitychange"));
                }
                """, hidden);
    }

    private static int most(Page page) {
        return Integer.parseInt(
                "0" + page.locator("#messages-most").textContent().replaceAll("\\D", ""));
    }

    private static boolean clockRuns() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("demo-counters"));
    }

    /** At least so many points. */
    private static Pattern pointsFrom(int count) {
        return Pattern.compile("(\\S+,\\S+( |$)){" + count + ",}");
    }
}
