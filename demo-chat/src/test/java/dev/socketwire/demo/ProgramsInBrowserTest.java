package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The small programs in a real browser, each with two people. */
@ParameterizedClass(name = "client {0}")
@ValueSource(strings = {"4", "2"})
class ProgramsInBrowserTest {
    private static Chromium chromium;

    private final String client;
    private RunningDemo demo;

    ProgramsInBrowserTest(String client) {
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
    void whatOneSaysInTheSimpleChatAllOthersHear() {
        ProgramPage ada = open("/simple/");
        ProgramPage grace = open("/simple/");

        ada.say("Good morning");
        grace.shows("theirs: Good morning");
        grace.say("<b>Hello</b>");
        ada.shows("mine: Good morning", "theirs: <b>Hello</b>");
        grace.shows("theirs: Good morning", "mine: <b>Hello</b>");
    }

    @Test
    void aServerMessageReachesAllButItsSenderAndTheBannerShowsWhileTheServerIsAway() {
        ProgramPage ada = open("/server-msg/");
        ProgramPage grace = open("/server-msg/");
        ada.say("Good morning");
        grace.shows("theirs: Good morning");
        ada.shows("mine: Good morning");
        assertThat(ada.page().locator("#banner")).isHidden();

        int port = demo.port();
        demo.close();
        ada.isDisconnected();
        assertThat(ada.page().locator("#banner")).isVisible();
        ChatPage.keepScreenshot(ada.page(), "server-msg-away");
        demo = RunningDemo.onPort(port, client);
        ada.isConnected();
        grace.isConnected();
        assertThat(ada.page().locator("#banner")).isHidden();
        grace.say("<i>Back</i> again");
        ada.shows("mine: Good morning", "theirs: <i>Back</i> again");
    }

    @Test
    void thePageOfServerMessagesMayComeFromAnotherServer() {
        try (OtherServer other = OtherServer.withThePageOf("server-msg", demo.port())) {
            ProgramPage ada = ProgramPage.open(chromium.page(DESK, ColorScheme.LIGHT), other.address());
            ProgramPage grace = open("/server-msg/");

            ada.say("From elsewhere");
            grace.shows("theirs: From elsewhere");
            grace.say("Welcome");
            ada.shows("mine: From elsewhere", "theirs: Welcome");
        }
    }

    @Test
    void aChatMessageReachesEverybodyItsSenderToo() {
        ProgramPage ada = open("/chat-message/");
        ProgramPage grace = open("/chat-message/");

        ada.say("Good morning");
        grace.shows("theirs: Good morning");
        ada.shows("theirs: Good morning");
        grace.say("<img src=x onerror=\"window.harmed = true\">");
        ada.shows("theirs: Good morning", "theirs: <img src=x onerror=\"window.harmed = true\">");
        assertThat(ada.page().evaluate("window.harmed === undefined")).isEqualTo(true);
    }

    @Test
    void theServerTellsTheTimeAndTakesThreeArguments() {
        ProgramPage ada = open("/time/");
        ProgramPage grace = open("/time/");
        assertThat(ada.page().locator("#millis")).hasText(Pattern.compile("[0-9]{13}"));
        assertThat(Long.parseLong(ada.page().locator("#millis").textContent()))
                .isCloseTo(System.currentTimeMillis(), within(60_000L));

        ada.page().locator("#send").click();
        assertThat(ada.page().locator("#seen")).hasText("a = 12, b = 5, c = 8");
        grace.page().locator("#b").fill("-0.5");
        grace.page().locator("#send").click();
        assertThat(grace.page().locator("#seen")).hasText("a = 12, b = -0.5, c = 8");
        assertThat(ada.page().locator("#seen")).hasText("a = 12, b = 5, c = 8");
    }

    @Test
    void peopleOfTheLoginChatHaveNamesAndAreSeenComingAndGoing() {
        ProgramPage ada = open("/login/");
        ada.logIn("Ada");
        ada.shows("note: Ada joined the chat");
        ProgramPage eve = open("/login/");
        eve.logIn("<b>Eve</b>");
        assertThat(ada.lines().last()).hasText("<b>Eve</b> joined the chat");
        ada.say("Good morning");
        assertThat(eve.lines().last()).hasText("AdaGood morning");
        eve.say("<u>Hello</u>");

        ada.shows(
                "note: Ada joined the chat",
                "note: <b>Eve</b> joined the chat",
                "mine: Good morning",
                "theirs: <b>Eve</b><u>Hello</u>");
        eve.shows("note: <b>Eve</b> joined the chat", "theirs: AdaGood morning", "mine: <u>Hello</u>");
        eve.page().context().close();
        assertThat(ada.lines().last()).hasText("<b>Eve</b> left the chat");
    }

    @Test
    void whoComesLateReadsWhatWasSaidBefore() {
        ProgramPage ada = open("/login/");
        ada.logIn("Ada");
        for (int i = 1; i <= 44; i++) {
            ada.say("line " + i);
        }
        assertThat(ada.lines()).hasCount(45);

        ProgramPage grace = open("/login/");
        grace.page().locator("#by-http").click();
        assertThat(grace.lines()).hasCount(20);
        assertThat(grace.lines().first()).hasText("Adaline 25");
        grace.page().locator("#by-socket").click();
        assertThat(grace.lines()).hasCount(40);
        assertThat(grace.lines().first()).hasText("Adaline 5");
        grace.logIn("Grace");
        ada.page().locator("#by-socket").click(); // all of this is there already
        grace.page().locator("#by-http").click();
        assertThat(grace.lines()).hasCount(46);
        assertThat(grace.lines().first()).hasText("Ada joined the chat");
        assertThat(grace.lines().last()).hasText("Grace joined the chat");
        assertThat(grace.page().locator("#by-socket")).isDisabled();
        assertThat(ada.lines()).hasCount(46);

        Download all = grace.page().waitForDownload(grace.page().locator("#download")::click);
        assertThat(all.suggestedFilename()).isEqualTo("history.json");
        assertThat(all.path()).content().contains("Ada joined the chat", "line 1\"", "line 44\"");
    }

    @Test
    void aPageThatLostItsServerLogsInAgain() {
        ProgramPage ada = open("/login/");
        ada.logIn("Ada");
        ada.shows("note: Ada joined the chat");
        int port = demo.port();
        demo.close();
        ada.isDisconnected();
        demo = RunningDemo.onPort(port, client);
        ada.isConnected();

        ada.say("Still here");
        ada.shows("note: Ada joined the chat", "note: Ada joined the chat", "mine: Still here");
    }

    @Test
    void aPageThatWasAwayIsToldWhatItMissed() {
        ProgramPage ada = open("/login/");
        ada.logIn("Ada");
        ProgramPage grace = open("/login/");
        grace.logIn("Grace");
        grace.shows("note: Grace joined the chat");

        grace.page().evaluate("socket.io.reconnection(false); socket.io.engine.close()");
        grace.isDisconnected();
        assertThat(ada.lines().last()).hasText("Grace left the chat");
        ada.say("Are you there?");
        assertThat(ada.lines().last()).hasText("Are you there?");
        grace.page().evaluate("socket.connect()");
        grace.isConnected();
        assertThat(grace.lines()).hasText(new String[] {
            "Ada joined the chat",
            "Grace joined the chat",
            "Grace left the chat",
            "AdaAre you there?",
            "Grace joined the chat"
        });
    }

    private ProgramPage open(String path) {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        return ProgramPage.open(page, "http://127.0.0.1:" + demo.port() + path);
    }
}
