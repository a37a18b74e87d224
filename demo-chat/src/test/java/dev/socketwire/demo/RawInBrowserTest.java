package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A browser's own WebSocket and the server that speaks nothing but frames. */
class RawInBrowserTest {
    private static final LocatorAssertions.HasTextOptions PATIENT =
            new LocatorAssertions.HasTextOptions().setTimeout(20_000);
    private static final LocatorAssertions.ContainsTextOptions SOON =
            new LocatorAssertions.ContainsTextOptions().setTimeout(20_000);

    private static final LocatorAssertions.HasCountOptions COUNTED =
            new LocatorAssertions.HasCountOptions().setTimeout(20_000);

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
    void twoPagesAreAnsweredInKindEachItself() {
        ProgramPage ada = open(DESK, ColorScheme.LIGHT);
        ProgramPage eve = open(DESK, ColorScheme.LIGHT);
        String first = "mine: {\"name\":\"msg\",\"data\":[12,5]}";
        ada.shows(first, "theirs: {\"name\":\"msg\",\"data\":[17]}");

        ada.say("{\"name\":\"msg\",\"data\":[1,2,3]}");
        ada.shows(
                first,
                "theirs: {\"name\":\"msg\",\"data\":[17]}",
                "mine: {\"name\":\"msg\",\"data\":[1,2,3]}",
                "theirs: {\"name\":\"msg\",\"data\":[6]}");
        eve.shows(first, "theirs: {\"name\":\"msg\",\"data\":[17]}");
    }

    @Test
    void thePageShowsItsOwnHandshake() throws NoSuchAlgorithmException {
        Page ada = open(DESK, ColorScheme.LIGHT).page();
        Page eve = open(DESK, ColorScheme.LIGHT).page();
        assertThat(ada.locator("#request")).containsText("GET /raw HTTP/1.1", SOON);
        assertThat(ada.locator("#request")).containsText("Origin: http://127.0.0.1:" + demo.port());
        assertThat(ada.locator("#response")).containsText("HTTP/1.1 101 Switching Protocols");

        String key = ada.locator("#request .key").textContent();
        byte[] hash = MessageDigest.getInstance("SHA-1")
                .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ada.locator("#response .accept")).hasText(Base64.getEncoder().encodeToString(hash));
        assertThat(eve.locator("#request .key")).not().hasText(key, PATIENT);
    }

    @Test
    void thePageShowsTheFramesFieldByField() {
        ProgramPage ada = open(DESK, ColorScheme.LIGHT);
        ada.say("{\"name\":\"msg\",\"data\":[ 7 ]}");
        Page page = ada.page();
        assertThat(page.locator("#sent .plain + dd")).hasText("{\"name\":\"msg\",\"data\":[ 7 ]}", PATIENT);
        assertThat(page.locator("#sent .fields .mark").nth(0)).hasText("1");
        assertThat(page.locator("#sent .fields .mark").nth(2)).hasText("0001");
        assertThat(page.locator("#sent .fields .mark").nth(3)).hasText("1");
        assertThat(page.locator("#sent .fields .mark").nth(4)).hasText("0011011"); // 27
        assertThat(page.locator("#sent .bytes .mark").first()).hasText("81");
        assertThat(page.locator("#answered .bytes")).containsText("81197b 22 6e 61 6d 65", SOON);

        page.locator("#long").click();
        assertThat(page.locator("#sent .bytes .length")).hasText("00 c1", PATIENT);
        assertThat(page.locator("#sent .fields")).containsText("193 bytes of payload");
    }

    @Test
    void nonsenseIsAnsweredAndTooMuchEndsTheConnectionOnly() {
        ProgramPage ada = open(DESK, ColorScheme.LIGHT);
        Page page = ada.page();
        page.locator("#nonsense").click();
        assertThat(page.locator(".theirs.bad")).hasText("{\"name\":\"error\",\"data\":[\"this is no JSON\"]}", PATIENT);
        page.evaluate(
                "socket.send(new ArrayBuffer(9)); socket.send('['.repeat(9000)); emit('msg', null); emit('<b>', 1)");
        assertThat(page.locator(".theirs.bad")).hasCount(5, COUNTED);
        ada.isConnected();

        page.locator("#huge").click();
        assertThat(page.locator(".note")).containsText("Closed with 1009", SOON);
        assertThat(page.locator(".theirs:not(.bad)")).hasCount(2, COUNTED); // a new connection greets again
        assertThat(page.locator("#lines b")).hasCount(0);
    }

    @Test
    void thePageComesBackToAServerOnAnotherPort() {
        ProgramPage ada = open(DESK, ColorScheme.LIGHT);
        assertThat(ada.page().locator(".theirs")).hasCount(1, COUNTED);
        int port = demo.port();
        demo.close();
        ada.isDisconnected();
        demo = RunningDemo.onPort(port);
        ada.isConnected();
        assertThat(ada.page().locator(".theirs")).hasCount(2, COUNTED);
    }

    @Test
    void thePageIsPleasantOnAPhoneAndOnADesk() {
        Page ada = open(DESK, ColorScheme.LIGHT).page();
        Page dennis = open(DESK, ColorScheme.DARK).page();
        Page grace = open(PHONE, ColorScheme.LIGHT).page();
        for (Page page : List.of(ada, dennis, grace)) {
            page.locator("#nonsense").click();
            assertThat(page.locator(".theirs.bad")).isVisible();
            page.locator("#long").click();
            assertThat(page.locator("#sent .bytes .length")).hasText("00 c1", PATIENT);
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
        }
        ChatPage.keepScreenshot(ada, "raw-desk-light");
        ChatPage.keepScreenshot(grace, "raw-phone-light");
        for (Page page : List.of(ada, dennis, grace)) {
            page.locator("#sent").evaluate("place => place.scrollIntoView({ block: 'start' })");
        }
        ChatPage.keepScreenshot(ada, "raw-desk-light-frames");
        ChatPage.keepScreenshot(grace, "raw-phone-light-frames");
        dennis.locator("#request").evaluate("place => place.scrollIntoView({ block: 'start' })");
        ChatPage.keepScreenshot(dennis, "raw-desk-dark");
    }

    private ProgramPage open(Chromium.Screen screen, ColorScheme scheme) {
        return ProgramPage.open(chromium.page(screen, scheme), "http://127.0.0.1:" + demo.port() + "/raw/");
    }
}
