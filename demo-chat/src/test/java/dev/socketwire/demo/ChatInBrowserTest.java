package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** The chat in a real browser with the client that the server hands out: polling, WebSocket, and both together. */
@ParameterizedClass(name = "client {0}")
@ValueSource(strings = {"4", "2"})
class ChatInBrowserTest {
    private static Chromium chromium;

    private final String client;
    private RunningDemo chat;

    ChatInBrowserTest(String client) {
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
    void openChat() {
        chat = RunningDemo.onPort(0, client);
    }

    @AfterEach
    void closeChat() {
        chromium.closePages();
        chat.close();
        assertThat(chromium.complaints()).isEmpty();
    }

    @Test
    void twoPagesChatAndOneOfThemOverPollingOnly() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage grace = enterByPolling("Grace", PHONE, ColorScheme.LIGHT);
        ada.isConnectedOver("websocket");
        grace.isConnectedOver("polling");
        ada.seesPeople("Ada", "Grace");
        grace.seesPeople("Ada", "Grace");
        ada.seesNote("Grace came in");

        ada.say("Good morning! Who has the coffee?");
        grace.sees("Ada", "Good morning! Who has the coffee?");
        grace.say("Me. Two pots of it. ☕");
        ada.sees("Grace", "Me. Two pots of it. ☕");
        ada.seesOwn("Good morning! Who has the coffee?");
        grace.seesOwn("Me. Two pots of it. ☕");

        grace.page().context().close();
        ada.seesPeople("Ada");
        ada.seesNote("Grace left");
    }

    @Test
    void bothPagesComeBackToTheirRoomAfterARestartWithoutAReload() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage grace = enterByPolling("Grace", PHONE, ColorScheme.DARK);
        ada.page().evaluate("window.loadedOnce = true");
        grace.page().evaluate("window.loadedOnce = true");
        int port = chat.port();

        chat.close();
        ada.isDisconnected();
        grace.isDisconnected();
        grace.keepScreenshot("phone-disconnected");
        chat = RunningDemo.onPort(port, client);

        ada.isConnectedOver("websocket");
        grace.isConnectedOver("polling");
        assertThat(ada.page().locator(".person")).hasCount(2);
        assertThat(grace.page().locator(".person")).hasCount(2);
        ada.say("There you are again");
        grace.sees("Ada", "There you are again");
        grace.say("I never left this page");
        ada.sees("Grace", "I never left this page");
        assertThat(ada.page().evaluate("window.loadedOnce")).isEqualTo(true);
        assertThat(grace.page().evaluate("window.loadedOnce")).isEqualTo(true);
    }

    @Test
    void whoComesLateReadsWhatWasSaidInTheRoomBefore() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ada.say("Is anybody here?");
        ada.say("I am early, it seems");
        ada.seesOwn("I am early, it seems");

        ChatPage grace = enter("Grace", DESK, ColorScheme.LIGHT);
        grace.sees("Ada", "Is anybody here?");
        grace.sees("Ada", "I am early, it seems");
        ada.say("Good morning!");
        grace.sees("Ada", "Good morning!");
        assertThat(grace.lines()).hasCount(3);
        ChatPage bob = ChatPage.enter(chromium.page(DESK, ColorScheme.LIGHT), chat.port(), "", "Bob", "kitchen");
        bob.say("Only for the kitchen");
        bob.seesOwn("Only for the kitchen");
        assertThat(bob.lines()).hasCount(1);
    }

    @Test
    void aPageThatWasAwayIsToldWhatItMissedAndNothingTwice() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage grace = enterByPolling("Grace", DESK, ColorScheme.LIGHT);
        ada.say("One");
        grace.sees("Ada", "One");

        grace.page().route("**/socket.io/**", Route::abort);
        ada.say("Two"); // the last that comes: it ends the poll that is under way
        grace.isDisconnected();
        ada.say("Three");
        ada.seesOwn("Three");
        grace.page().unroute("**/socket.io/**");
        grace.sees("Ada", "Three");
        ada.say("Four");
        grace.sees("Ada", "Four");
        assertThat(grace.page().locator(".bubble")).hasText(new String[] {"One", "Two", "Three", "Four"});
    }

    @Test
    void aWaveReachesAllButItsSender() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage grace = enterByPolling("Grace", PHONE, ColorScheme.LIGHT);
        ada.seesPeople("Ada", "Grace");

        ada.wave();
        grace.seesNote("Ada waves at everybody");
        grace.say("Hello Ada"); // what came before it is there, too
        ada.sees("Grace", "Hello Ada");
        assertThat(ada.lines().getByText("Ada waves at everybody")).hasCount(0);
    }

    @Test
    void aRoomHearsItsOwnWordsAndWhatIsSaidToAllRooms() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage bob = ChatPage.enter(chromium.page(DESK, ColorScheme.LIGHT), chat.port(), "", "Bob", "kitchen");
        bob.seesPeople("Bob");

        ada.say("Only for the lobby");
        ada.seesOwn("Only for the lobby");
        ada.sayToAllRooms("The lift works again");
        ada.seesShout("The lift works again");
        bob.seesShout("The lift works again");
        assertThat(bob.lines()).hasCount(1);
    }

    @Test
    void aClientThatNeverJoinedIsSomebody() {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.navigate("http://127.0.0.1:" + chat.port() + "/chat/");

        assertThat(page.evaluate("""
                        () => new Promise(resolve => {
                          const bare = io({ forceNew: true });
                          bare.on("shout", (...args) => resolve(JSON.stringify(args)));
                          bare.emit("shout", "hello");
                        })
                        """)).isEqualTo("[\"hello\",\"somebody\"]");
    }

    @Test
    void theServerCutsWhatNoPageWouldSend() {
        Page page = chromium.page(DESK, ColorScheme.LIGHT);
        page.navigate("http://127.0.0.1:" + chat.port() + "/chat/");

        assertThat(page.evaluate("""
                        () => new Promise(resolve => {
                          const rude = io({ forceNew: true });
                          rude.on("said", (guest, text) => resolve([guest.nick.length, guest.room, text.length].join()));
                          rude.emit("join", { nick: "n".repeat(5000), room: "   " });
                          rude.emit("say", "x".repeat(5000));
                        })
                        """)).isEqualTo("24,lobby,500");
    }

    @Test
    void wordsOfPeopleAreNeverMarkup() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage eve = enter("<b>Eve</b>", DESK, ColorScheme.LIGHT);
        eve.say("<img src=x onerror=\"window.harmed = true\">");

        ada.sees("<b>Eve</b>", "<img src=x onerror=\"window.harmed = true\">");
        assertThat(ada.page().locator(".talk img, .people b")).hasCount(0);
    }

    @Test
    void thePageIsPleasantOnAPhoneAndOnADesk() {
        Page door = chromium.page(PHONE, ColorScheme.LIGHT);
        door.navigate("http://127.0.0.1:" + chat.port() + "/chat/");
        assertThat(door.locator("#door")).isVisible();
        ChatPage.keepScreenshot(door, "phone-door");

        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT);
        ChatPage grace = enterByPolling("Grace Hopper", PHONE, ColorScheme.LIGHT);
        ChatPage dennis = enter("Dennis", DESK, ColorScheme.DARK);
        ada.say("Good morning! Who has the coffee?");
        grace.sees("Ada", "Good morning! Who has the coffee?");
        grace.say("Me. Two pots of it.");
        grace.say("I am on polling only, by the way: it works just the same, with a few more requests.");
        dennis.sees(
                "Grace Hopper", "I am on polling only, by the way: it works just the same, with a few more requests.");
        dennis.sayToAllRooms("The lift works again, thank you all");
        ada.seesShout("The lift works again, thank you all");
        ada.say("See you at ten");
        grace.sees("Ada", "See you at ten");
        dennis.sees("Ada", "See you at ten");

        ada.keepScreenshot("desk-light");
        dennis.keepScreenshot("desk-dark");
        grace.keepScreenshot("phone-light");
        assertFitsItsWidth(ada);
        assertFitsItsWidth(grace);
    }

    private static void assertFitsItsWidth(ChatPage chat) {
        assertThat(chat.page().evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .isEqualTo(true);
    }

    private ChatPage enter(String nick, Chromium.Screen screen, ColorScheme scheme) {
        return ChatPage.enter(chromium.page(screen, scheme), chat.port(), "", nick, "lobby");
    }

    private ChatPage enterByPolling(String nick, Chromium.Screen screen, ColorScheme scheme) {
        return ChatPage.enter(chromium.page(screen, scheme), chat.port(), "?transports=polling", nick, "lobby");
    }
}
