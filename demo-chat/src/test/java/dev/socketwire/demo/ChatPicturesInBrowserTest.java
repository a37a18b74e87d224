package dev.socketwire.demo;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.socketwire.demo.Chromium.Screen.DESK;
import static dev.socketwire.demo.Chromium.Screen.PHONE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import dev.socketwire.socketio.SocketIoServer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures among the messages of the room chat: dropped, pasted and chosen, with both clients that the server hands out. */
@ParameterizedClass(name = "client {0}")
@ValueSource(strings = {"4", "2"})
class ChatPicturesInBrowserTest {
    private static Chromium chromium;

    private final String client;
    private RunningDemo demo;

    ChatPicturesInBrowserTest(String client) {
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
    void aPictureDroppedOnOnePageAppearsOnTheOthersOfTheRoomWithTheNameOfItsSender() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        ChatPage grace = enter("Grace", DESK, ColorScheme.LIGHT, "?transports=polling");
        ChatPage bob = ChatPage.enter(chromium.page(DESK, ColorScheme.LIGHT), demo.port(), "", "Bob", "kitchen");

        ada.drop("<b>hills</b>.png", "image/png", Landscape.of(64, 48, "png", 0));
        grace.seesPicture("Ada", "<b>hills</b>.png", 64);
        ada.seesOwnPicture("<b>hills</b>.png", 64);

        grace.drop("lake.jpg", "image/jpeg", Landscape.of(32, 20, "jpg", 0));
        ada.seesPicture("Grace", "lake.jpg", 32);

        ada.sayToAllRooms("Did you see it?");
        bob.seesShout("Did you see it?");
        assertThat(bob.lines()).hasCount(1);
    }

    @Test
    void picturesArePastedOrChosenWithTheKeyboard() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        ChatPage grace = enter("Grace", DESK, ColorScheme.LIGHT, "");

        FilePayload large = new FilePayload("large.png", "image/png", Landscape.of(2400, 1200, "png", 30));
        FilePayload small = new FilePayload("small.png", "image/png", Landscape.of(50, 40, "png", 0));
        ada.page().onFileChooser(chooser -> chooser.setFiles(new FilePayload[] {large, small}));

        ada.paste("pasted.png", "image/png", Landscape.of(40, 30, "png", 0));
        grace.seesPicture("Ada", "pasted.png", 40);
        ada.page().getByLabel("Send a picture to the room").press("Enter");
        grace.seesPicture("Ada", "small.png", 50);
        grace.seesPicture("Ada", "large.png", 1600);
        assertThat(grace.pictures().nth(1)).hasAttribute("alt", "large.png"); // in the order in which they were chosen
        ada.seesOwnPicture("large.png", 1600);
    }

    @Test
    void aPictureOpensInItsFullSize() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        ada.drop("hills.png", "image/png", Landscape.of(64, 48, "png", 0));
        ada.seesOwnPicture("hills.png", 64);

        Page full = ada.page().waitForPopup(() -> ada.pictures().click());
        assertThat(full.locator("img")).isVisible();
        assertThat(full.url()).startsWith("blob:");
    }

    @Test
    void whoSendsWhatIsNoPictureIsToldWhy() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        ChatPage grace = enter("Grace", DESK, ColorScheme.LIGHT, "");
        byte[] script = "<svg onload=alert(1)>".getBytes(StandardCharsets.UTF_8);

        ada.drop("drawing.svg", "image/svg+xml", script);
        ada.seesNote("drawing.svg is no picture: PNG, JPEG, GIF or WebP");
        ada.drop("lie.png", "image/png", script);
        ada.seesNote("lie.png was refused. The server takes PNG, JPEG, GIF and WebP only");
        ada.drop("film.gif", "image/gif", new byte[PictureBytes.MOST + 1]);
        ada.seesNote("film.gif is too large: at most 700 KB");

        ada.drop("hills.png", "image/png", Landscape.of(64, 48, "png", 0));
        grace.seesPicture("Ada", "hills.png", 64);
        assertThat(grace.lines()).hasCount(1);
        assertThat(ada.page().locator("#sending")).isEmpty();
    }

    @Test
    void whoIsNotInARoomSendsNothing() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        ada.page().locator("#change").click();
        ada.drop("early.png", "image/png", Landscape.of(8, 8, "png", 0));
        ada.page().locator("#door-cancel").click();

        demo.close();
        ada.isDisconnected();
        assertThat(ada.page().locator("#choose")).isDisabled();
        ada.drop("late.png", "image/png", Landscape.of(8, 8, "png", 0));
        assertThat(ada.pictures()).hasCount(0);
        assertThat(ada.page()).hasURL(Pattern.compile(".*/chat/.*"));
    }

    @Test
    void picturesThatAreNoLongerOnThePageAreLetGo() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        byte[] dot = Landscape.of(8, 8, "png", 0);
        ada.drop("first.png", "image/png", dot);
        ada.seesOwnPicture("first.png", 8);
        String first = ada.addressOfPicture("first.png");
        assertThat(ada.canStillShow(first)).isTrue();
        for (int i = 2; i <= 31; i++) {
            ada.drop(i + ".png", "image/png", dot);
        }
        ada.seesOwnPicture("31.png", 8);

        assertThat(ada.page().locator(".bubble").first()).hasText("first.png (no longer kept)");
        assertThat(ada.pictures()).hasCount(30);
        assertThat(ada.canStillShow(first)).isFalse();

        String last = ada.addressOfPicture("31.png");
        ada.page().locator("#change").click();
        ada.page().locator("#room-name").fill("kitchen");
        ada.page().locator("#enter").click();
        assertThat(ada.lines()).hasCount(0);
        assertThat(ada.canStillShow(last)).isFalse();
    }

    @Test
    void thePageShowsNothingButPictures() {
        SocketIoServer rude = SocketIoServer.builder()
                .host("127.0.0.1")
                .port(0)
                .clientVersion(client)
                .plainHttp(Pages.ofTheDemo())
                .build();
        rude.onConnection(socket -> socket.onRequest("join", nothing -> {
            Chat.Guest eve = new Chat.Guest("1", "Eve", "lobby");
            socket.emit("picture", eve, "evil", "image/svg+xml", new byte[8]);
            socket.emit("picture", eve, "evil", "text/html", new byte[8]);
            socket.emit("picture", eve, "good", "image/png", new byte[8]);
            return Map.of("nick", "Ada", "room", "lobby");
        }));
        rude.start();
        try {
            ChatPage ada = ChatPage.enter(chromium.page(DESK, ColorScheme.LIGHT), rude.port(), "", "Ada", "lobby");
            assertThat(ada.pictures()).hasCount(1);
            assertThat(ada.pictures()).hasAttribute("alt", "good");
        } finally {
            rude.close();
        }
    }

    @Test
    void picturesArePleasantOnAPhoneAndOnADesk() {
        ChatPage ada = enter("Ada", DESK, ColorScheme.LIGHT, "");
        ChatPage grace = enter("Grace", PHONE, ColorScheme.LIGHT, "");
        ChatPage dennis = enter("Dennis", DESK, ColorScheme.DARK, "");
        ChatPage linus = enter("Linus", PHONE, ColorScheme.DARK, "");
        ada.say("This is the way up, early in the morning");
        ada.drop("hills.png", "image/png", Landscape.of(900, 600, "png", 0));
        grace.seesPicture("Ada", "hills.png", 900);
        grace.drop("tower.png", "image/png", Landscape.of(300, 700, "png", 0));
        dennis.seesPicture("Grace", "tower.png", 300);
        dennis.drop("notes.txt", "text/plain", new byte[1]);
        ada.seesPicture("Grace", "tower.png", 300);
        linus.seesPicture("Grace", "tower.png", 300);
        ada.say("How high is it?");
        linus.sees("Ada", "How high is it?");
        grace.sees("Ada", "How high is it?");
        dennis.sees("Ada", "How high is it?");

        for (ChatPage chat : new ChatPage[] {ada, grace, dennis, linus}) {
            assertThat(chat.page().evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .isEqualTo(true);
            assertThat(chat.page().evaluate("""
                            () => {
                              const scroll = document.querySelector("#scroll");
                              return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 2;
                            }
                            """))
                    .as("the newest line is in view")
                    .isEqualTo(true);
        }
        ada.keepScreenshot("chat-picture-desk-light");
        grace.keepScreenshot("chat-picture-phone-light");
        dennis.keepScreenshot("chat-picture-desk-dark");
        linus.keepScreenshot("chat-picture-phone-dark");
        linus.dragOver();
        assertThat(linus.page().locator("#drop-hint")).isVisible();
        linus.keepScreenshot("chat-picture-phone-dragging");
        dennis.dragOver();
        dennis.keepScreenshot("chat-picture-desk-dragging");
    }

    private ChatPage enter(String nick, Chromium.Screen screen, ColorScheme scheme, String query) {
        return ChatPage.enter(chromium.page(screen, scheme), demo.port(), query, nick, "lobby");
    }
}
